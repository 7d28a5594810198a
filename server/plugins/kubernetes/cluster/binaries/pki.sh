# Keys and certificates of a cluster, made on its master. Each is made once; a key never leaves the folder it is in.
# $1 folder, $2 names and addresses of the API (subjectAltName), $3 address of the API (https://...), $4 admin.conf
folder=$1 names=$2 server=$3 admin=$4
years=3650
umask 077
mkdir -p "$folder/etcd"
cd "$folder"

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

# authority NAME SUBJECT
authority() {
  [ -e "$1.crt" ] && return
  new_key "$1.key"
  openssl req -x509 -new -key "$1.key" -subj "/CN=$2" -days $years -out "$1.crt.new" \
    -addext 'keyUsage=critical,digitalSignature,keyCertSign,cRLSign' 2>/dev/null
  mv "$1.crt.new" "$1.crt"
}

# certificate NAME AUTHORITY SUBJECT USAGE [NAMES]
certificate() {
  if [ -e "$1.crt" ] && [ "$(cat "$1.names" 2>/dev/null)" = "${5-}" ]; then return; fi
  [ -e "$1.key" ] || new_key "$1.key"
  {
    echo 'basicConstraints=critical,CA:FALSE'
    echo 'keyUsage=critical,digitalSignature,keyEncipherment'
    echo "extendedKeyUsage=$4"
    [ -z "${5-}" ] || echo "subjectAltName=$5"
  } >"$1.ext"
  openssl req -new -key "$1.key" -subj "$3" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -set_serial "0x$(openssl rand -hex 16)" \
    -days $years -extfile "$1.ext" -out "$1.crt.new" 2>/dev/null
  rm -f "$1.csr" "$1.ext"
  printf '%s\n' "${5-}" >"$1.names"
  mv "$1.crt.new" "$1.crt"
}

# kubeconfig FILE NAME
kubeconfig() {
  cat >"$1.new" <<CONFIG
apiVersion: v1
kind: Config
clusters:
  - name: gantry
    cluster:
      server: $server
      certificate-authority-data: $(base64 -w0 ca.crt)
users:
  - name: $2
    user:
      client-certificate-data: $(base64 -w0 "$2.crt")
      client-key-data: $(base64 -w0 "$2.key")
contexts:
  - name: $2@gantry
    context:
      cluster: gantry
      user: $2
current-context: $2@gantry
CONFIG
  mv "$1.new" "$1"
}

authority ca kubernetes
authority etcd/ca etcd
certificate etcd/server etcd/ca /CN=etcd serverAuth,clientAuth IP:127.0.0.1,DNS:localhost
certificate etcd/client etcd/ca /CN=kube-apiserver clientAuth
certificate apiserver ca /CN=kube-apiserver serverAuth "$names"
certificate kubelet-client ca /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth
certificate admin ca /O=system:masters/CN=kubernetes-admin clientAuth
certificate controller-manager ca /CN=system:kube-controller-manager clientAuth
certificate scheduler ca /CN=system:kube-scheduler clientAuth
if [ ! -e sa.pub ]; then
  new_key sa.key
  openssl pkey -in sa.key -pubout -out sa.pub.new
  mv sa.pub.new sa.pub
fi
kubeconfig controller-manager.conf controller-manager
kubeconfig scheduler.conf scheduler
kubeconfig "$admin" admin
