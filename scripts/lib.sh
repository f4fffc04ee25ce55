# shellcheck shell=bash
# What scripts/run and scripts/test share. To be sourced, with `set -euo pipefail` on.

# Standard output is left to the programs.
say() { echo "==> $*" >&2; }

fail() {
    echo "error: $*" >&2
    exit 1
}

# need_rust ROOT: a Rust toolchain as new as ROOT/Cargo.toml asks for.
need_rust() {
    local need found="no Rust toolchain"
    need=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' "$1/Cargo.toml")
    # rustup installs here, and a shell opened before that does not have it in PATH.
    command -v cargo >/dev/null || PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    if command -v cargo >/dev/null && command -v rustc >/dev/null; then
        found=$(cd "$1" && rustc --version 2>/dev/null) || found="a rustc that does not start"
    fi
    if [[ ! $found =~ ^rustc\ ([0-9.]+) ]] || ! at_least "${BASH_REMATCH[1]}" "$need"; then
        fail "Rust $need or newer is needed, found: $found." \
            "\`rustup update stable\` helps; without rustup, see https://rustup.rs."
    fi
}

# at_least FOUND NEED: compares versions such as 1.95 and 1.95.1.
at_least() {
    local found need part
    IFS=. read -r -a found <<<"$1"
    IFS=. read -r -a need <<<"$2"
    for part in 0 1 2; do
        ((${found[part]:-0} == ${need[part]:-0})) || break
    done
    ((${found[part]:-0} >= ${need[part]:-0}))
}

# packages GROUP: the Debian packages of a group, and after the colon what they are for.
packages() {
    case $1 in
    compiler) echo "$(c_compiler) libc6-dev: the C linker that cargo calls" ;;
    window)
        echo "libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon-x11-0 libxkbcommon0" \
            "libwayland-client0: a window under X11 or Wayland, with mouse and keyboard"
        echo "libvulkan1: the map is drawn with Vulkan"
        ;;
    driver) echo "mesa-vulkan-drivers: a Vulkan driver, which draws in software where there is no GPU" ;;
    tests)
        echo "xvfb xdotool xclip imagemagick: a screen in memory, its mouse, keyboard and clipboard, and pictures of it"
        echo "poppler-utils: a reader of PDF that is not ours"
        ;;
    esac
}

# A `cc` of any make will do.
c_compiler() { command -v cc >/dev/null || echo gcc; }

# A GPU, and a Vulkan driver for whichever it is.
has_gpu() {
    compgen -G "/dev/dri/renderD*" >/dev/null && {
        compgen -G "/usr/share/vulkan/icd.d/*.json" || compgen -G "/etc/vulkan/icd.d/*.json"
    } >/dev/null
}

is_installed() {
    dpkg-query --show --showformat '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# need_packages GROUP...: installs what is missing of the groups; calls apt-get only if something is.
need_packages() {
    local group names why name missing=() line
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        need_elsewhere "$@"
        return
    fi
    for group; do
        while IFS=: read -r names why; do
            for name in $names; do
                is_installed "$name" && continue
                say "$name is missing:$why"
                missing+=("$name")
            done
        done < <(packages "$group")
    done
    ((${#missing[@]})) || return 0

    line="apt-get install --yes --no-install-recommends ${missing[*]}"
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "installing needs root, and there is no sudo. As root: apt-get update && $line"
        as_root=(sudo "${as_root[@]}")
        line="sudo $line"
    fi
    say "Installing: $line"
    "${as_root[@]}" apt-get update >&2 || say "The package lists are not up to date; trying all the same."
    "${as_root[@]}" apt-get install --yes --no-install-recommends "${missing[@]}" >&2 ||
        fail "the packages cannot be installed. The command was: $line"
}

# The same on a system with no apt: what can be checked is, and the rest is said.
need_elsewhere() {
    local group
    case $(uname -s) in
    Linux) command -v cc >/dev/null || fail "a C compiler is needed (\`cc\`): install gcc or clang." ;;
    Darwin)
        xcode-select -p >/dev/null 2>&1 ||
            fail "a C compiler is needed: \`xcode-select --install\` installs it."
        return
        ;;
    *) return ;;
    esac
    for group; do
        [[ $group == compiler ]] && continue
        say "Needed, and not checked on this system (the names are Debian's):"
        packages "$group" >&2
    done
}

# Downloads the crates of Cargo.lock. With no network, cargo goes on with those of last time.
fetch_crates() {
    local host
    host=$(rustc --version --verbose | sed -n 's/^host: //p')
    cargo fetch --locked --target "$host" && return
    say "The crates cannot be downloaded; trying with those that are here."
    export CARGO_NET_OFFLINE=true
}
