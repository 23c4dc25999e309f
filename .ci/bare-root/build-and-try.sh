#!/usr/bin/env bash
# Builds the bare root in the folder $1 and tries everything in it. Runs as root, in namespaces of its own.
set -euo pipefail
root=$1

main() {
  step "debootstrap" build_root
  add_user
  add_checkout
  add_node 20.19.0 10.8.2
  add_node 24 11
  mount_system

  # What fails does not keep the others from being tried.
  local failed=0
  step "Node 24: npm ci, npm start" as_user 24 fresh-checkout 'bash /ci/install-and-start.sh' || failed=1
  step "Node 20.19: npm ci, npm start" as_user 20.19.0 fresh-checkout 'bash /ci/install-and-start.sh' || failed=1
  step "Node 20.19: npm test" as_user 20.19.0 same-checkout "$(suite test)" || failed=1
  step "git, python3, procps and lsof are installed" add_packages git python3 procps lsof || failed=1
  step "Node 20.19, git and python3: npm test" as_user 20.19.0 same-checkout "$(suite test)" || failed=1
  return $failed
}

# The words that run an npm script and count its tests for .ci/run.
suite() {
  echo "COUNTS=/home/ada/counts FAILURES=/home/ada/failures bash .ci/test.sh $*"
}

step() {
  local what=$1 started=$SECONDS status=0
  shift
  echo "--- $what"
  "$@" || status=$?
  echo "--- $what: $([ $status = 0 ] && echo done || echo FAILED), after $((SECONDS - started)) s"
  return $status
}

# From where this machine's own packages come: a mirror that works here is the one that apt already uses.
build_root() {
  local release mirror
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$release" '$1 == release && $2 == "main" && $3 ~ /^https?:/ { print $3; exit }')
  # Its log is of use only when it fails.
  debootstrap --variant=minbase "$release" "$root" ${mirror:+"$mirror"} >"$root/built.log" 2>&1 ||
    { tail -20 "$root/built.log"; return 1; }
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/"
}

# An ordinary user, with what npm needs to know of this machine: registry, proxy and certificates, and no other setting.
add_user() {
  local file
  chroot "$root" useradd --create-home --shell /bin/sh ada
  for file in "$(npm config get globalconfig)" "$(npm config get userconfig)"; do
    [ ! -f "$file" ] || grep -E '^ *(//|@[^:=]+:registry|registry|cafile|(https-)?proxy|noproxy|strict-ssl)' "$file" || true
  done >"$root/home/ada/.npmrc"
  chmod 600 "$root/home/ada/.npmrc"
  chown --reference "$root/home/ada" "$root/home/ada/.npmrc"
  for file in "${NODE_EXTRA_CA_CERTS:-}" "${SSL_CERT_FILE:-}" "$(npm config get cafile)"; do
    [ ! -f "$file" ] || install -D -m 644 "$file" "$root$file"
  done
}

# What git would give: the checkout as it is, without what it ignores and without its history.
add_checkout() {
  mkdir -p "$root/checkout" "$root/ci"
  git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
    tar --create --null --files-from - --ignore-failed-read 2>/dev/null | tar --extract --directory "$root/checkout"
  cp .ci/bare-root/install-and-start.sh .ci/bare-root/start.mjs "$root/ci/"
}

# Node of one version, and the npm that comes with it, laid out as Node's own archives are.
add_node() {
  local place=$root/opt/node-$1 package
  package=node-linux-$(node -p process.arch)
  npm install --silent --no-save --prefix "$root/fetched" "$package@$1" "npm@$2"
  mkdir -p "$place/bin" "$place/lib/node_modules"
  mv "$root/fetched/node_modules/$package/bin/node" "$place/bin/node"
  mv "$root/fetched/node_modules/npm" "$place/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$place/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$place/bin/npx"
  rm -rf "$root/fetched"
}

mount_system() {
  mount -t proc proc "$root/proc"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  ln -sf pts/ptmx "$root/dev/ptmx"
}

add_packages() {
  chroot "$root" apt-get update -qq
  chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# Without CI in the environment: a test whose needs are not there fails in CI, and is skipped on a machine like this one.
# as_user NODE fresh-checkout|same-checkout COMMAND
as_user() {
  local home=/home/ada/surestart variable environment=()
  if [ "$2" = fresh-checkout ]; then
    rm -rf "$root$home"
    cp -r "$root/checkout" "$root$home"
    chown -R --reference "$root/home/ada" "$root$home"
  fi
  while IFS= read -r variable; do environment+=("$variable=${!variable}"); done < <(
    compgen -e | grep -iE '^(npm_config_(registry|cafile|.*proxy)|(https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$'
  )
  chroot --userspec=ada:ada "$root" /usr/bin/env -i HOME=/home/ada USER=ada LANG=C.UTF-8 \
    PATH="/opt/node-$1/bin:/usr/bin:/bin" "${environment[@]}" \
    sh -c "cd $home && $3" || { count; return 1; }
  count
}

# What the tests in there counted goes where .ci/run adds it up, and what failed where it tells of it.
count() {
  [ ! -f "$root/home/ada/counts" ] || cat "$root/home/ada/counts" >>"${COUNTS:-/dev/null}"
  [ ! -f "$root/home/ada/failures" ] || cat "$root/home/ada/failures" >>"${FAILURES:-/dev/null}"
  rm -f "$root/home/ada/counts" "$root/home/ada/failures"
}

main; exit
