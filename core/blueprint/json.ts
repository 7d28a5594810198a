/** A value that JSON can carry: what properties, inputs, outputs and runtime properties hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object; the shape of property and input maps. */
export type JsonObject = { [key: string]: Json };
