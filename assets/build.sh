#!/usr/bin/env bash
# Builds priv/static, or the folder given, from js/. The same sources and the same tools give the same bytes.
set -euo pipefail

mkdir -p "${1:-$(dirname "$0")/../priv/static}"
out=$(cd "${1:-$(dirname "$0")/../priv/static}" && pwd)
cd "$(dirname "$0")"
# Debian keeps there what its terser is made of; a node from elsewhere has to be told.
export NODE_PATH=/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}

# Source maps name their sources relative to the output, so building happens at the depth of priv/static.
mkdir -p ../priv
work=$(mktemp -d ../priv/.build-XXXXXX)
trap 'rm -rf "$work"' EXIT

# Properties that only this client knows get short names: the same ones in every file, since the files share objects.
names=$(paste -s -d '|' private_names.txt)
echo '{}' >"$work/names.json"

bundle() { # source, output, further options
    esbuild "js/$1" --bundle --target=es2022 --charset=utf8 --sourcemap --log-level=warning --outfile="$work/$2" "${@:3}"
}
minified() { # source, output, further options
    local options=(--ecma 2020 --comments false --mangle --compress passes=3,unsafe_arrows,pure_getters,keep_fargs=false)
    [[ $2 != *.mjs ]] || options+=(--module)
    bundle "$1" "$2" --minify-syntax --mangle-props="^($names)$" --mangle-cache="$work/names.json" "${@:3}"
    (cd "$work" && terser "$2" --output "$2" --source-map "content='$2.map',url='$2.map'" "${options[@]}")
}

minified more/index.js clerk_live_more.mjs --format=esm
# The rest of the client is fetched when it is needed. Its digest in the URL lets a browser keep it for good.
digest=$(sha256sum "$work/clerk_live_more.mjs" | cut -c 1-16)
more=(--define:CLERK_LIVE_MORE="\"./clerk_live_more.mjs?v=$digest\"" "--external:./clerk_live_more.mjs*")

minified index.js clerk_live.mjs --format=esm
minified client/index.js clerk_live_client.mjs --format=esm "${more[@]}"
minified global.js clerk_live.min.js --format=iife "${more[@]}"
# For reading: all in one, as it was written.
bundle global.js clerk_live.js --format=iife

rm "$work/names.json"
chmod 644 "$work"/*
mv "$work"/* "$out"
for file in clerk_live.mjs clerk_live_client.mjs clerk_live_more.mjs clerk_live.js clerk_live.min.js; do
    printf '%-22s %6d bytes, %5d gzipped\n' "$file" "$(wc -c <"$out/$file")" "$(gzip -9nc "$out/$file" | wc -c)"
done
