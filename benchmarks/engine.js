// jsdiff as a program: node engine.js FOLDER-OF-THE-PACKAGE LEFT RIGHT
// Prints the number of differing regions and of the characters in them.

const { readFileSync } = require("node:fs");
const [, , folder, left, right] = process.argv;
const { diffChars } = require(folder);

let regions = 0;
let characters = 0;
let apart = false;
for (const part of diffChars(readFileSync(left, "utf8"), readFileSync(right, "utf8"))) {
  const differs = Boolean(part.added || part.removed);
  regions += differs && !apart ? 1 : 0;
  characters += differs ? [...part.value.replace(/\s/gu, "")].length : 0;
  apart = differs;
}
console.log(JSON.stringify({ regions, characters }));
