# What are the tracks, and what does the base say of one?
#
# The first call needs no key and no program but curl. It teaches what an address is made of: a list,
# one entry of it by its slug, and “fields” for only what you want to see.

MTD=${MTD:-http://127.0.0.1:8000}

curl --silent --show-error --fail "$MTD/api/v1/tracks/?fields=number,slug,short_name"
echo
curl --silent --show-error --fail "$MTD/api/v1/tracks/religion/?fields=name,tagline,summary"
echo
