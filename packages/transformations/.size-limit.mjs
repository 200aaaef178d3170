const fromRoot = (name, limit) => ({ name, path: 'dist/index.js', import: `{ ${name} }`, limit })

export default [
  fromRoot('parseAlcohol', '3 kB'),
  fromRoot('cleanNetContents', '4 kB'),
  fromRoot('cleanDate', '2 kB'),
  fromRoot('parsePermit', '3 kB'),
  fromRoot('parseAddress', '7 kB'),
  { name: 'cleanPage', path: 'dist/records.js', import: '{ cleanPage }', limit: '26 kB' },
  { name: 'the root entry, all of it', path: 'dist/index.js', limit: '39 kB' },
].map((check) => ({ ...check, gzip: true }))
