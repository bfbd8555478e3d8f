#!/bin/sh
# Seals what was merged and publishes it on a host of your own, by hand or every week by cron.
# Run it in a clone of the registry. It wants two variables:
#   SEED_FILE   a file that only you can read, with the line that `sealbook key new` printed
#   HOST        where the site goes, such as guild@www.example.org:/srv/www/registry
set -eu
git pull --quiet --ff-only origin main
sealbook check
sealbook ledger
SEALBOOK_SEED="$(cat "$SEED_FILE")" sealbook seal --push --live --heartbeat-after 3
sealbook build --twice
sealbook audit build/site --ledger .sealbook/ledger --live
rsync --recursive --times --delete --delay-updates build/site/ "$HOST/"
sealbook live build/site --wait 60
