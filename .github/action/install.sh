#!/usr/bin/env bash
# Finds or makes the program. A released binary is used only when it has the checksum that stands beside this script, in the
# action's own commit; where there is none for this machine, the action's own source is built.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=${RUNNER_TEMP:-$(mktemp -d)}/fineprint
mkdir -p "$place/bin"

done_with() {
    echo "fineprint: $("$1" --version)"
    echo "binary=$1" >>"$GITHUB_OUTPUT"
    exit 0
}

build() {
    command -v cargo >/dev/null || { echo "::error title=fineprint::there is no binary for this machine, and no cargo to build one"; exit 2; }
    cargo install --locked --path "$FINEPRINT_ACTION" --root "$place"
    done_with "$place/bin/fineprint"
}

case "$FINEPRINT_VERSION" in
    installed) done_with "$(command -v fineprint)" ;;
    source) build ;;
esac

case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc ;;
    *) build ;;
esac

# Lines as `sha256sum` prints them: a hash, two spaces, fineprint-VERSION-TARGET.tar.gz. The newest release stands last.
sums=${FINEPRINT_CHECKSUMS:-$here/checksums.txt}
version=${FINEPRINT_VERSION#v}
wanted=$version
[ "$version" != latest ] || wanted='[0-9][0-9A-Za-z.-]*'
[[ $version =~ ^[0-9A-Za-z.-]+$ ]] || { echo "::error title=fineprint::version cannot be used"; exit 2; }
line=$(grep -E "^[0-9a-f]{64}  fineprint-${wanted}-${target}[.]tar[.]gz\$" "$sums" | tail -n 1 || true)
if [ -z "$line" ]; then
    [ "$version" = latest ] || { echo "::error title=fineprint::this action carries no checksum of that version for this machine"; exit 2; }
    echo "this action carries no checksum of a release for $target: building its own source" >&2
    build
fi
file=${line#*  }
tag=${file#fineprint-}
tag=v${tag%-"$target".tar.gz}

cd "$place"
curl --fail --silent --show-error --location --retry 3 --output "$file" \
    "${GITHUB_SERVER_URL:-https://github.com}/$FINEPRINT_REPOSITORY/releases/download/$tag/$file"
if command -v sha256sum >/dev/null; then check=(sha256sum --check --quiet -); else check=(shasum -a 256 --check --quiet -); fi
echo "$line" | "${check[@]}" || { echo "::error title=fineprint::the downloaded binary does not have the checksum this action carries"; exit 2; }
if [ -n "${GH_TOKEN:-}" ] && command -v gh >/dev/null; then
    gh attestation verify "$file" --repo "$FINEPRINT_REPOSITORY"
fi
tar -xzf "$file" -C bin
name=fineprint
[ ! -f bin/fineprint.exe ] || name=fineprint.exe
done_with "$place/bin/$name"
