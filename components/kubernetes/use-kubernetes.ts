'use client';

import { useEffect, useState } from 'react';
import type { KubernetesView } from '../../server/api/kubernetes-contract.ts';
import { useApiClient } from '../api/api.ts';
import { keepOpen } from '../api/keep-open.ts';

/** What is known of a deployment's objects on clusters. */
export interface KubernetesWatch {
  /** The newest view; null: none has come yet. */
  view: KubernetesView | null;
  /** Why none comes; null: nothing is wrong. */
  fault: { message: string } | null;
}

const nothing: KubernetesWatch = { view: null, fault: null };

/** The objects of a deployment on clusters, live, as long as `isOn`; the server watches them once for all who look. */
export function useKubernetes(deploymentId: string, isOn: boolean): KubernetesWatch {
  const client = useApiClient();
  const [watch, setWatch] = useState(nothing);
  useEffect(() => {
    if (!isOn) return;
    const end = keepOpen((onEnd) =>
      client.kubernetes.watch.subscribe(
        { id: deploymentId },
        {
          onData: (view) => setWatch({ view, fault: null }),
          onError: (fault) => {
            setWatch(({ view }) => ({ view, fault }));
            onEnd();
          },
          onComplete: onEnd,
        },
      ),
    );
    return () => {
      end();
      setWatch(nothing);
    };
  }, [client, deploymentId, isOn]);
  return watch;
}
