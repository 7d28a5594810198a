'use client';

import { useState } from 'react';
import type { JsonObject } from '../../core/blueprint/json.ts';

/** A value as it was when somebody began to look at it, so that what changed since can be shown. */
interface Baseline {
  before: JsonObject;
  /** From now on only what changes from here. */
  markSeen: () => void;
}

/** `now` must be of the same thing for as long as the component is mounted. */
export function useBaseline(now: JsonObject): Baseline {
  const [before, setBefore] = useState(now);
  return { before, markSeen: () => setBefore(now) };
}
