import { useId } from 'react';

interface Props<T extends string | number> {
  label: string;
  value: T;
  choices: readonly { value: T; text: string }[];
  onChange(value: T): void;
  hideLabel?: boolean;
}

/** One of a few, side by side; radio buttons beneath, so that arrows and readers work. */
export function Segmented<T extends string | number>({
  label,
  value,
  choices,
  onChange,
  hideLabel,
}: Props<T>) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className={hideLabel ? 'unseen' : ''}>{label}</legend>
      <div className="segmented-row">
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
