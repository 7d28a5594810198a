#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
find_python
mkdir -p "$folder"
ctx download-resource programs/database.py "$folder/database.py"
# Wines that are there already stay.
[ -f "$folder/wines.txt" ] || printf '%s\n' 'Riesling 2019, Mosel' 'Barolo 2015, Piedmont' 'Rioja 2017' >"$folder/wines.txt"
echo "The database is in $folder"
