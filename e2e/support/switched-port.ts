import { connect, createServer, type Socket } from 'node:net';

interface Place {
  address: string;
  port: number;
}

/** A port of this machine behind which another machine can be put, as an address that is given to a new host. */
export interface SwitchedPort extends Place {
  /** All connections end; new ones lead to this place. */
  switchTo(place: Place): void;
  close(): void;
}

/** Opens a port that passes everything on to `first`. */
export async function openSwitchedPort(first: Place): Promise<SwitchedPort> {
  const sockets = new Set<Socket>();
  const address = '127.0.0.1';
  let behind = first;
  const server = createServer((near) => {
    const far = connect(behind.port, behind.address);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      // An end that fails ends the other one too, which is all that a test needs of it.
      socket.on('error', () => other.destroy()).on('close', () => sockets.delete(socket));
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, address, resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The port was not opened.');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address,
    port: bound.port,
    switchTo: (place) => {
      behind = place;
      cut();
    },
    close: () => {
      cut();
      server.close();
    },
  };
}
