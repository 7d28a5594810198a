import { configureGlobal } from 'fast-check';

// The same cases in every run: a red test means that the code changed, not that the dice fell otherwise. `npm run fuzz`
// is there to look for new ones.
configureGlobal({ seed: 20261121 });
