/** Progress as a ring; the words beside it say the same. */
export function Ring({ share }: { share: number }) {
  return (
    <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="8" pathLength="100" />
      <circle
        className="ring-done"
        cx="10"
        cy="10"
        r="8"
        pathLength="100"
        strokeDasharray={`${Math.round(Math.max(0.03, share) * 100)} 100`}
      />
    </svg>
  );
}
