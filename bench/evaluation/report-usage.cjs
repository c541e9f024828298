// Loaded before a measured program: writes what it used to file descriptor 3 as it ends.
const { writeSync } = require('node:fs')
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  try {
    writeSync(3, JSON.stringify({ userUs: userCPUTime, systemUs: systemCPUTime, peakKb: maxRSS }))
  } catch {
    // A child of the measured program has no such descriptor.
  }
})
