# Has anything changed since I last asked?
#
# The second call sends back the ETag of the first. As long as the base is of the same edition the
# answer is 304 without a body, so a program may ask every hour and load the list once.

MTD=${MTD:-http://127.0.0.1:8000}
LIST="$MTD/api/v1/conflicts/?format=csv"

curl --silent --show-error --output conflicts.csv --etag-save conflicts.etag \
    --write-out '%{http_code}\n' "$LIST"
curl --silent --show-error --output unchanged.csv --etag-compare conflicts.etag \
    --write-out '%{http_code}\n' "$LIST"
