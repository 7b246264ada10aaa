/**
 * Loaded before the portal and the worker by `./guichet start`: when the supervisor is gone, even by kill -9, the channel to it
 * closes and the process stops too, politely first. Without it an orphan would keep the port.
 */
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 8_000).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref(); // the channel alone must not keep a finished process alive
