import { defineConfig } from 'vitest/config'

/** The tests of the built site, in a browser; `npm run docs` builds it. */
export default defineConfig({ test: { include: ['site-test/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } })
