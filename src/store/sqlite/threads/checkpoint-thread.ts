/** The thread of `Checkpointer`: checkpoints when it gets a message, and answers with the number of pages in the WAL. */
import { connect, mainThread } from './thread-connection.js';

const database = connect();
const port = mainThread();

port.on('message', (message: 'checkpoint' | 'close') => {
  if (message === 'close') {
    database.close();
    port.close();
    return;
  }
  const [{ log }] = database.pragma('wal_checkpoint(PASSIVE)') as [{ log: number }];
  // Again, for what was committed during the first.
  database.pragma('wal_checkpoint(PASSIVE)');
  port.postMessage(log);
});
