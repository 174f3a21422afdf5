"""From a document to its outline: numbering schemes and headings → sections; sentences → segments, clauses."""

from plandiff.outline.document_outline import Outlined, TwinEvidence, outlined

__all__ = ["Outlined", "TwinEvidence", "outlined"]
