import '../../cloud/worker.ts';

// It listens nowhere; whoever starts it waits for a line like a server's.
console.log(JSON.stringify({ event: 'listening', address: 'http://127.0.0.1:0' }));
