/** Loaded before each of our processes: when the starter is gone, however it went, the process ends as if told to. */
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 8000).unref();
});
process.channel?.unref();
