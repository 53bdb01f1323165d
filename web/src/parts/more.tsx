import type { ReactNode } from 'react';
import { Icon } from './icon.js';

/** What most people need not see, folded away under a line of words. */
export function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="more">
      <summary>
        <Icon name="down" />
        {title}
      </summary>
      {children}
    </details>
  );
}
