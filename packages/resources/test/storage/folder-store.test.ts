import { join } from 'node:path'
import { describe, it } from 'vitest'
import { createFolderStore } from '../../src/storage/folder-store.ts'
import { storeContract } from '../../src/testing/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()
let stores = 0

storeContract('folder store', () => createFolderStore({ folder: join(folder, String(++stores)) }), {
  describe,
  it,
  lacks: ['keyBelowKey'],
})
