# Installs what the comparisons need from Debian. It is sourced.

# install_packages LOG PACKAGE...: without what they only recommend, and without starting any service that comes with them. A
# policy of the machine about that stays as it is.
install_packages() (
  log=$1
  shift
  (($# > 0)) || exit 0
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
  } >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
)
