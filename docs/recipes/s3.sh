#!/bin/sh
# Uploads a site to S3 or a store like it, in the place of the line with rsync: what verifiers read
# first, each with its type, then the pages. BUCKET is such as s3://registry-of-the-guild.
set -eu
aws s3 sync build/site/log/tile "$BUCKET/log/tile" --content-type application/octet-stream --cache-control max-age=3600
aws s3 sync build/site/log "$BUCKET/log" --exclude "tile/*" --exclude "*.json" --delete --content-type "text/plain; charset=utf-8" --cache-control no-cache
aws s3 sync build/site/log "$BUCKET/log" --exclude "*" --include "*.json" --delete --content-type application/json --cache-control no-cache
aws s3 sync build/site/c "$BUCKET/c" --delete --cache-control no-cache
aws s3 sync build/site/status "$BUCKET/status" --delete --cache-control no-cache
aws s3 sync build/site "$BUCKET" --exclude "log/*" --exclude "c/*" --exclude "status/*" --delete --cache-control max-age=300
