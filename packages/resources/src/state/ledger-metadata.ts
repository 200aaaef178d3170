/** Anything that JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** What is known about a run, a materialization or a check, by name. */
export type Metadata = Readonly<Record<string, JsonValue>>

/** Metadata as a column holds it. */
export function writeMetadata(metadata: Metadata | readonly JsonValue[]): string {
  return JSON.stringify(metadata)
}

/** Metadata from the text that {@link writeMetadata} made. */
export function readMetadata(text: string): Metadata {
  return JSON.parse(text) as Metadata
}
