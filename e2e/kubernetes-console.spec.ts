import { expect, type Page, test } from '@playwright/test';
import type { JsonObject } from '../core/blueprint/json.ts';
import type { KubernetesObject } from '../core/kubernetes/objects/kubernetes-object.ts';
import { type SmallCluster, startSmallCluster } from '../server/plugins/kubernetes/testing/small-cluster.ts';
import { seriousFaults } from './support/accessibility.ts';
import { type Product, startProduct } from './support/product.ts';
import { createDeployment, deploymentStatus, install, uploadText } from './support/steps.ts';
import { signInByRequest } from './support/story.ts';

/** Where pictures go, for people who want to look at them. */
const pictures = process.env.GANTRY_PICTURES;

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports:
  - https://cloudify.co/spec/cloudify/6.4.0/types.yaml
  - plugin:cloudify-kubernetes-plugin
node_templates:
  shop:
    type: cloudify.kubernetes.resources.Deployment
    properties:
      client_config: { configuration: { file_content: { get_secret: kubeconfig } } }
      options: { namespace: shop }
      definition:
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: shop }
        spec:
          replicas: 3
          selector: { matchLabels: { app: shop } }
          template:
            metadata: { labels: { app: shop } }
            spec: { containers: [{ name: app, image: 'shop:2' }] }
  settings:
    type: cloudify.kubernetes.resources.ConfigMap
    properties:
      client_config: { configuration: { file_content: { get_secret: kubeconfig } } }
      options: { namespace: shop }
      definition:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings }
        data: { greeting: hello }
`;

let product: Product;
let cluster: SmallCluster;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  cluster = await startSmallCluster();
  product = await startProduct({ env: { GANTRY_KUBERNETES_HOSTS: '127.0.0.1', GANTRY_TASK_RETRY_INTERVAL: '1' } });
});
test.afterAll(async () => {
  await product?.close();
  await cluster?.close();
});

/** What the controllers of a real cluster would say of the Deployment. */
function count(status: JsonObject): void {
  const live = cluster.find('Deployment', 'shop');
  if (live === undefined) throw new Error('the Deployment is not there');
  cluster.put({ ...live, status });
}

function owned(object: KubernetesObject, owner: { kind: string; name: string }): void {
  const uid = String(cluster.find(owner.kind, owner.name)?.metadata['uid']);
  const metadata = {
    ...{
      namespace: 'shop',
      uid: `uid-${String(object.metadata['name'])}`,
      creationTimestamp: new Date().toISOString(),
    },
    ...{ ...object.metadata, ownerReferences: [{ ...owner, uid, controller: true }] },
  };
  cluster.put({ ...object, metadata });
}

function putSet(ready: number): void {
  const set = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'shop-7d9f' }, spec: { replicas: 3 } };
  owned({ ...set, status: { replicas: 3, readyReplicas: ready } }, { kind: 'Deployment', name: 'shop' });
}

function putPod(name: string, state: 'running' | 'restarted' | 'broken'): void {
  const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "shop:2"' };
  const status = {
    running: {
      phase: 'Running',
      containerStatuses: [{ name: 'app', ready: true, restartCount: 0, state: { running: {} } }],
    },
    restarted: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          restartCount: 2,
          state: { running: {} },
          lastState: { terminated: { exitCode: 1 } },
        },
      ],
    },
    broken: {
      phase: 'Pending',
      containerStatuses: [{ name: 'app', ready: false, restartCount: 0, state: { waiting } }],
    },
  }[state];
  const spec = { nodeName: 'worker-1', containers: [{ name: 'app' }] };
  owned({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec, status }, { kind: 'ReplicaSet', name: 'shop-7d9f' });
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${pictures}/${name}-${width}-${colorScheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousFaults(page)).toEqual([]);
}

test('a rollout is followed on the graph and in the tree, to its events, logs and differences', async ({ browser }) => {
  const storageState = await signInByRequest(product, product.admin);
  const context = await browser.newContext({ baseURL: product.url, storageState });
  const page = await context.newPage();
  const stored = await page.request.post('/api/trpc/secrets.put', {
    data: { name: 'kubeconfig', value: cluster.kubeconfig },
    headers: { origin: product.url },
  });
  expect(stored.ok(), await stored.text()).toBe(true);
  await uploadText(page, 'shop', blueprint);
  await createDeployment(page, 'shop');
  await expect(page.getByRole('tab', { name: 'Kubernetes' })).toHaveCount(0);
  await install(page);
  const card = page.locator('[data-node="shop"]');

  await test.step('the graph counts the pods while they come', async () => {
    await expect(card.locator('[data-rollout]')).toHaveText('0/3 pods');
    putSet(1);
    putPod('shop-7d9f-a', 'restarted');
    putPod('shop-7d9f-b', 'broken');
    count({ replicas: 2, updatedReplicas: 2, availableReplicas: 1 });
    await expect(card.locator('[data-rollout]')).toHaveText('1/3 pods');
    await picture(page, 'graph');
  });

  const table = page.getByRole('grid', { name: 'Objects on Kubernetes' });
  await test.step('the tree says what is waited for, and why', async () => {
    await page.getByRole('tab', { name: 'Kubernetes' }).click();
    await expect(table.getByRole('row')).toHaveCount(6);
    await expect(table.getByRole('row', { name: /shop-7d9f-b/ })).toContainText('ImagePullBackOff');
    await expect(table.getByRole('row', { name: /shop-7d9f-a/ })).toContainText('worker-1');
    await expect(page.getByText(`Live from ${cluster.server}`)).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'tree');
    putPod('shop-7d9f-b', 'running');
    putPod('shop-7d9f-c', 'running');
    putSet(3);
    count({ replicas: 3, updatedReplicas: 3, availableReplicas: 3 });
    await expect(table.getByRole('row', { name: /Deployment ?shop/ })).toContainText('3/3');
    await expect(deploymentStatus(page)).toHaveText('Installed');
  });

  await test.step('events of a pod come as they happen', async () => {
    cluster.put({
      ...{ apiVersion: 'v1', kind: 'Event', metadata: { name: 'e1', namespace: 'shop', uid: 'e1' } },
      involvedObject: { kind: 'Pod', name: 'shop-7d9f-a', namespace: 'shop', uid: 'uid-shop-7d9f-a' },
      ...{ type: 'Warning', reason: 'Unhealthy', message: 'Readiness probe failed', count: 4 },
      ...{ lastTimestamp: new Date().toISOString(), source: { component: 'kubelet' } },
    });
    const row = table.getByRole('row', { name: /shop-7d9f-a/ });
    await row.focus();
    await page.keyboard.press('Enter');
    const details = page.getByRole('region', { name: 'Details of Pod shop-7d9f-a' });
    await expect(details).toContainText('Unhealthy');
    await expect(details).toContainText('4 times');
    cluster.put({
      ...{ apiVersion: 'v1', kind: 'Event', metadata: { name: 'e2', namespace: 'shop', uid: 'e2' } },
      involvedObject: { kind: 'Pod', name: 'shop-7d9f-a', namespace: 'shop', uid: 'uid-shop-7d9f-a' },
      ...{ type: 'Normal', reason: 'Started', message: 'Started container app' },
      ...{ lastTimestamp: new Date().toISOString(), source: { component: 'kubelet' } },
    });
    await expect(details.getByRole('listitem').filter({ hasText: 'Started container app' })).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'events');
  });

  await test.step('its lines are followed, and those of before its restart are read', async () => {
    cluster.print('app', '\u001b[32mlistening\u001b[0m on port 80');
    cluster.print('app before', 'panic: no settings');
    const details = page.getByRole('region', { name: 'Details of Pod shop-7d9f-a' });
    await details.getByRole('radio', { name: 'Log' }).click();
    const lines = details.getByRole('region', { name: 'Lines of app' });
    await expect(lines).toContainText('listening on port 80');
    cluster.print('app', 'GET / 200');
    await expect(lines).toContainText('GET / 200');
    await picture(page, 'log');
    await details.getByRole('checkbox', { name: 'Before its last restart' }).check();
    await expect(lines).toContainText('panic: no settings');
    await expectAccessible(page);
    const download = page.waitForEvent('download');
    await details.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('shop-7d9f-a-app.txt');
    await page.keyboard.press('Escape');
    await expect(details).toHaveCount(0);
  });

  await test.step('what somebody changed by hand is a difference', async () => {
    const live = cluster.find('ConfigMap', 'settings');
    if (live === undefined) throw new Error('the ConfigMap is not there');
    cluster.put({ ...live, data: { greeting: 'changed by hand' } });
    await table.getByRole('row', { name: /settings/ }).click();
    const details = page.getByRole('region', { name: 'Details of ConfigMap settings' });
    await details.getByRole('radio', { name: 'Differences' }).click();
    await expect(details.getByRole('list', { name: 'Differences' })).toContainText('data.greeting');
    await expect(details).toContainText('changed by hand');
    await expectAccessible(page);
    await picture(page, 'differences');
    await page.keyboard.press('Escape');
  });

  await test.step('what the account may not read is said; a filter leaves what it finds below', async () => {
    await page.getByLabel('Filter the objects').fill('7d9f-b');
    await expect(table.getByRole('row')).toHaveCount(4);
    await page.getByLabel('Filter the objects').fill('');
    cluster.forbid('configmaps');
    await expect(page.getByText(/The account may not read ConfigMap/)).toBeVisible();
    await expect(table.getByRole('row', { name: /settings/ })).toContainText('Not known');
    await expect(table.getByRole('row', { name: /shop-7d9f-b/ })).toBeVisible();
    await picture(page, 'forbidden');
  });
  await context.close();
});
