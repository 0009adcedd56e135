# How do I get a bibliography into Zotero?
#
# The list of works answers as RIS, BibTeX and CSL-JSON, with the same filters as its page. In Zotero:
# File, Import, then choose the file. Each record says which edition of the base it was taken from.

MTD=${MTD:-http://127.0.0.1:8000}

curl --silent --show-error --fail --output oslo.ris "$MTD/api/v1/works/?q=Oslo&format=ris"
curl --silent --show-error --fail --output oslo.bib "$MTD/api/v1/works/?q=Oslo&format=bibtex"
grep --count '^TY' oslo.ris
