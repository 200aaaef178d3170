import { defineConfig } from 'vitest/config'

/** Tests run on the sources of every workspace package, so no build stands between an edit and its test. */
const conditions = ['@ttb/source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    setupFiles: [new URL('./vitest.setup.ts', import.meta.url).pathname],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
})
