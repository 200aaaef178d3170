import { describe, expect, it } from 'vitest'
import { quickCall } from '../../src/storage/file-calls.ts'

describe('a call to the file system', () => {
  it('is made here while such calls are quick, and left to others for a while after one that was slow', async () => {
    const slow = () => {
      const end = performance.now() + 5
      while (performance.now() < end);
      return 'here'
    }
    const elsewhere = async () => 'elsewhere'
    const isSlow = quickCall(slow, elsewhere)
    const isQuick = quickCall(() => 'here', elsewhere)
    expect(await isSlow()).toBe('here')
    const made = new Set<string>()
    // Whatever is called: it is the same disk.
    for (let call = 0; call < 32; call++) made.add(await isQuick())
    expect([...made]).toEqual(['elsewhere'])
    expect(await isQuick()).toBe('here')
  })

  it('fails as a promise does, wherever it is made', async () => {
    const fails = quickCall(
      () => {
        throw new Error('here')
      },
      async () => undefined,
    )
    await expect(fails()).rejects.toThrow('here')
  })
})
