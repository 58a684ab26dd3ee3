#!/usr/bin/env bash
# Pushes what was recorded. When somebody else pushed first, moves to their branch, joins what was recorded here into it, and
# tries again: chains of versions stay as they are, only the commit that joins them is made anew. Nothing is forced.
# Needs FINEPRINT_BIN; FINEPRINT_PUSH_TOKEN where the remote wants one.
set -euo pipefail

remote=${FINEPRINT_REMOTE:-origin}
tries=6

# The token reaches git by the environment, so that it stands in no file and in no list of processes.
if [ -n "${FINEPRINT_PUSH_TOKEN:-}" ]; then
    export GIT_CONFIG_COUNT=1
    export GIT_CONFIG_KEY_0="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader"
    GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$FINEPRINT_PUSH_TOKEN" | base64 | tr -d '\n')"
    export GIT_CONFIG_VALUE_0
fi
export GIT_TERMINAL_PROMPT=0

branch=$(git symbolic-ref --quiet --short HEAD) || {
    echo "HEAD is on no branch: check out the branch that keeps the store, not a tag or a commit" >&2
    exit 1
}

for try in $(seq "$tries"); do
    if git push --quiet "$remote" "HEAD:refs/heads/$branch"; then
        exit 0
    fi
    git fetch --quiet "$remote" "refs/heads/$branch"
    theirs=$(git rev-parse FETCH_HEAD)
    ours=$(git rev-parse HEAD)
    if git merge-base --is-ancestor "$theirs" "$ours"; then
        echo "the push was refused, and not because somebody else pushed first: see above" >&2
        exit 1
    fi
    # What is set back must be ours alone: a change by hand is never thrown away.
    if [ -n "$(git status --porcelain --untracked-files=no)" ]; then
        echo "the work tree has changes that are not committed: commit them before fineprint pushes" >&2
        exit 1
    fi
    base=$(git merge-base "$theirs" "$ours")
    if [ -n "$(git log --first-parent --format=%h "$base..$ours" -- . ':(exclude)snapshots')" ]; then
        echo "commits that are not fineprint's wait to be pushed: push them before fineprint runs" >&2
        exit 1
    fi
    echo "somebody else pushed first: joining what was recorded here (try $try of $tries)" >&2
    git reset --quiet --hard "$theirs"
    "$FINEPRINT_BIN" join "$ours"
    sleep "$((RANDOM % (try * 2) + 1))"
done
echo "somebody else was first $tries times: what was recorded here stands in commit $(git rev-parse HEAD)" >&2
exit 1
