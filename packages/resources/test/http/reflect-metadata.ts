// `@peculiar/x509` registers its classes with a container that asks `Reflect` for metadata of decorators. No class of it
// that we use has any, so a Reflect that knows of none will do.
export {}

const none = { getMetadata: () => undefined, getOwnMetadata: () => undefined, defineMetadata: () => undefined }

for (const [name, value] of Object.entries(none))
  if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value })
