import { Component, type ReactNode } from 'react';
import { TEXTS } from '../texts.js';

/** A fault in one part leaves the others as they are. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p>{TEXTS.app.broken}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {TEXTS.app.reload}
        </button>
      </div>
    );
  }
}
