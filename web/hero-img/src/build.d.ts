/** What was built, filled in by Vite. */
declare const BUILD: {
  /** Changes with the component, the weights and the runtime. */
  version: string;
  /** Of onnxruntime-web. */
  runtime: string;
  /** Receptive radius of the network, in input pixels. */
  halo: number;
  /** Subresource Integrity of the two files of weights. */
  weights: string;
  estimator: string;
};
