import { useRef, useState } from 'react';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { addAddress } from './pictures.js';

const ACCEPT = 'image/*,.tif,.tiff,.avif,.webp,.heic';

/** Buttons that bring pictures: from files, the camera, an address. */
export function Adders({ take, small = false }: { take: (files: File[]) => void; small?: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState(false);
  const taken = (event: React.ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  return (
    <div className={small ? 'adders adders-small' : 'adders'}>
      <div className="adders-row">
        <button
          type="button"
          className={small ? 'button' : 'button button-primary button-large'}
          onClick={() => files.current?.click()}
        >
          <Icon name={small ? 'plus' : 'upload'} />
          {small ? TEXTS.drop.add : TEXTS.drop.choose}
        </button>
        <button
          type="button"
          className={small ? 'button only-touch' : 'button button-large only-touch'}
          onClick={() => camera.current?.click()}
        >
          <Icon name="camera" />
          {TEXTS.drop.camera}
        </button>
        <button
          type="button"
          className={small ? 'button button-square' : 'button button-large'}
          aria-expanded={asking}
          aria-label={TEXTS.drop.address}
          title={TEXTS.drop.address}
          onClick={() => setAsking(!asking)}
        >
          <Icon name="link" />
          {!small && TEXTS.drop.address}
        </button>
      </div>
      {asking && <AddressForm onDone={() => setAsking(false)} />}
      <input
        ref={files}
        className="unseen"
        type="file"
        accept={ACCEPT}
        multiple
        onChange={taken}
        aria-label={TEXTS.drop.choose}
        tabIndex={-1}
        data-testid="files"
      />
      <input
        ref={camera}
        className="unseen"
        type="file"
        accept="image/*"
        capture="environment"
        onChange={taken}
        aria-label={TEXTS.drop.camera}
        tabIndex={-1}
      />
    </div>
  );
}

function AddressForm({ onDone }: { onDone(): void }) {
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = (event: React.FormEvent) => {
    event.preventDefault();
    const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
    if (!url || !/^https?:$/.test(url.protocol)) {
      setWrong(true);
      return;
    }
    addAddress(url.href);
    onDone();
  };
  return (
    <form className="address" onSubmit={add} noValidate>
      <label className="field">
        <span>{TEXTS.drop.addressLabel}</span>
        <span className="field-row">
          <input
            type="url"
            inputMode="url"
            // biome-ignore lint/a11y/noAutofocus: the field was just asked for
            autoFocus
            placeholder={TEXTS.drop.addressHint}
            value={address}
            aria-invalid={wrong}
            aria-describedby={wrong ? 'address-wrong' : undefined}
            onChange={(event) => {
              setAddress(event.target.value);
              setWrong(false);
            }}
          />
          <button type="submit" className="button">
            {TEXTS.drop.fetch}
          </button>
        </span>
      </label>
      {wrong && (
        <p className="fault" id="address-wrong" role="alert">
          {TEXTS.drop.addressWrong}
        </p>
      )}
    </form>
  );
}
