#!/usr/bin/env bash
# Mitsuba's fast variant compiles through LLVM 16 or newer. Installs Debian's libllvm19 where that is
# possible; elsewhere says in one line what is missing. The maquette also works without it, slower.
set -u
shopt -s nullglob
for library in /usr/lib/*/libLLVM.so.* /usr/lib/*/libLLVM-*.so* /usr/lib/llvm-*/lib/libLLVM*.so* \
               /usr/lib64/libLLVM*.so* /opt/homebrew/opt/llvm/lib/libLLVM.dylib; do
    version=$(sed -E 's/.*libLLVM[-.]?(so\.)?([0-9]+).*/\2/' <<<"${library##*/}")
    [[ $version =~ ^[0-9]+$ ]] && (( version >= 16 )) && exit 0
done
[[ -n ${DRJIT_LIBLLVM_PATH:-} && -e $DRJIT_LIBLLVM_PATH ]] && exit 0
if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    echo "Installing libllvm19 for the fast renderer ..."
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends libllvm19; } >/dev/null 2>&1 && exit 0
fi
echo "No LLVM 16 or newer was found, and it could not be installed here: the maquette will render with" \
     "its slower scalar variant. Install libllvm19 (Debian, Ubuntu) to make it fast." >&2
exit 0
