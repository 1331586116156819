/** Programs that this one forks inherit the import, but have a parent and a channel of their own. */
const isOurs = process.env.FOLLOWED_PID === String(process.ppid)

if (isOurs && process.channel) {
  process.channel.unref()
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
