import { describe, expect, it } from 'vitest';
import { limitsTable } from './limits.js';

const each = { transactions: 5, rows: 6, commands: 40, inBytes: 100_000, outBytes: 1_000_000 };

describe('what limits many workers', () => {
  it('is calculated from one worker’s rate and what was carried', () => {
    const table = limitsTable({ hourly: 1800, each, ceilings: { database: 400, queue: 4000 } });
    // 0.5 jobs a second and worker
    expect(table).toContain('| 10 | 18,000 | 5.0 | 25 (1.3 %) | 30 | 200 (0.1 %) | 0.5 / 5.0 |');
    expect(table).toContain(
      '| 1,000 | 1,800,000 | 500.0 | 2,500 (125 %) | 3,000 | 20,000 (13 %) | 50.0 / 500.0 |',
    );
    expect(table).toContain('The database is full at 800 workers, the queue at 8,000.');
  });
});
