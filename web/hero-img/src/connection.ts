interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** Whether a visitor saves data or has a slow connection: the server's own rule (docs/edge.md). */
export function isConstrained(): boolean {
  const { saveData, effectiveType = '4g' } = (navigator as { connection?: Connection }).connection ?? {};
  return saveData === true || effectiveType !== '4g';
}
