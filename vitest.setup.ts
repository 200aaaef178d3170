import fc from 'fast-check'

// CI judges a commit, so it tries the same cases each time; everywhere else each run tries others.
if (process.env['CI']) fc.configureGlobal({ seed: 20_240_101 })
