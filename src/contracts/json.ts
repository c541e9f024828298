import * as z from 'zod'

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | JsonObject
/** A JSON object; a missing key and `undefined` are the same. */
export interface JsonObject {
  [key: string]: Json | undefined
}

/** Accepts any JSON value. */
export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>
/** Accepts a JSON object. */
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonSchema)
