import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { EdgeServer } from '../../edge/server/edge-server.js';
import type { EdgeWatch } from '../../edge/server/watch.js';

/** Seconds: from a file that is read to an AVIF that is encoded. */
const BUCKETS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];

/** Tell a registry what pictures on the fly cost. Every label has a bounded set of values: codes and reasons are rows of tables. */
export function edgeWatch(registry: Registry): EdgeWatch {
  const registers = [registry];
  const pictures = new Counter({
    name: 'heroshot_edge_pictures_total',
    help: 'Pictures that were sent or found unchanged: from the cache or made, plain or enhanced.',
    labelNames: ['from', 'picture'],
    registers,
  });
  const standIns = new Counter({
    name: 'heroshot_edge_stand_ins_total',
    help: 'Plain pictures that stood in for enhanced ones, by the reason.',
    labelNames: ['reason'],
    registers,
  });
  const errors = new Counter({
    name: 'heroshot_edge_errors_total',
    help: 'Requests that no picture could be made for, by their code.',
    labelNames: ['code'],
    registers,
  });
  const enhancements = new Counter({
    name: 'heroshot_edge_enhancements_total',
    help: 'Runs of the network, by what became of them; busy: refused by the line before it.',
    labelNames: ['outcome'],
    registers,
  });
  const bytes = new Counter({ name: 'heroshot_edge_sent_bytes_total', help: 'Bytes of answers.', registers });
  const stages = new Histogram({
    name: 'heroshot_edge_stage_duration_seconds',
    help: 'Stages of pictures that were made for a request.',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers,
  });
  return {
    answered({ picture, code, stages: took, bytes: sent }) {
      bytes.inc(sent);
      if (code) errors.inc({ code });
      if (!picture) return;
      pictures.inc({ from: picture.cached ? 'cache' : 'made', picture: picture.making });
      if (picture.standIn) standIns.inc({ reason: picture.standIn });
      for (const [stage, ms] of Object.entries(took)) stages.observe({ stage }, ms / 1000);
    },
    enhanced: (outcome) => enhancements.inc({ outcome }),
  };
}

/** Gauges that are read when they are asked for. */
export function edgeGauges(
  registry: Registry,
  { enhancing, enhancerUp }: { enhancing: EdgeServer['enhancing']; enhancerUp: () => boolean },
): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('heroshot_edge_queue_waiting', 'Pictures that wait for the network.', () => enhancing.waiting);
  gauge('heroshot_edge_queue_running', 'Pictures that the network is at.', () => enhancing.running);
  gauge('heroshot_edge_enhancer_up', '1 where the enhancer’s process runs, else 0.', () =>
    Number(enhancerUp()),
  );
}
