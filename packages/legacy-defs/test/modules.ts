/** Everything that an old path gives. */
export function importModule(module: string): Promise<Record<string, unknown>> {
  return import(`../src/generated/${module}.ts`) as Promise<Record<string, unknown>>
}
