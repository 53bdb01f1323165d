import pino from 'pino';
export const createLog = ({ name }: { name: string }) =>
  pino({ name, level: process.env.HEROSHOT_LOG ?? 'info' }, pino.destination(2));
