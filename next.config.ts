import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  // Types are checked by `npm run check`; a person who only wants to start the product need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    optimizePackageImports: ['radix-ui'],
    // All of them are for pages that are fetched ahead, which nothing here does: without them a page weighs less.
    optimisticRouting: false,
    prefetchInlining: false,
    varyParams: false,
  },
  // The pages hold no server code, but a stray import must fail at run time rather than be bundled.
  serverExternalPackages: ['ssh2', 'pg', 'graphile-worker'],
};

export default config;
