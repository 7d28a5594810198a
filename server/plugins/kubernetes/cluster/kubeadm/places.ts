import { paths } from '../binaries/machine.ts';

/** Where kubeadm keeps a cluster. */
export const kubeadmFolder = '/etc/kubernetes';
/** What is to be done, for `kubeadm init`. */
export const initFile = `${paths.config}/kubeadm.yaml`;
/** The images that the host has, one a line. */
export const imageList = `${paths.data}/image-names`;
/** Shell: our programs come first. */
export const programPath = `PATH=${paths.programs}/bin:$PATH; export PATH`;
