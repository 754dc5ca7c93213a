"""What the encoders make of two pictures: ``python -m benchmarks.medical_encoders`` draws it anew.

The runs are those of ``ee376a reproduce medical-encoders`` at 128 x 128 with seed 0.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from ee376a.medical import images
from ee376a.medical.encoders.baselines import BASELINES
from ee376a.medical.encoders.runs import EPOCHS, RATES, divide, pictures, run
from ee376a.medical.encoders.training import reconstruct
from ee376a.published import FOLDER

PATH = FOLDER.parent / "pictures" / "medical-encoders.png"
MAIN: dict[str, Any] = {"plate": "bbbc016", "side": 128, "split": "image", "seed": 0}
#: Columns of the picture: model and learning rate, as far as it has one.
COLUMNS = (("conv", 0.005), ("vae", 0.005), ("gan", 0.002), ("fc", 0.005), ("fc", 1e-4), ("pca", 0))


def shown() -> tuple[int, int]:
    """Choose two tested pictures: the first of each channel of cells that have answered."""
    tested = divide(**MAIN).test
    chosen = [
        next(k for k, p in enumerate(tested) if p.channel == channel and p.dose in (10.0, 30.0))
        for channel in images.CHANNELS
    ]
    return chosen[0], chosen[1]


def decoded(model: str, rate: float, some: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Train a model, if it can be, and give its version of pictures."""
    if model in RATES:
        return reconstruct(run(model=model, rate=rate, epochs=EPOCHS[model], **MAIN).model, some)
    learn, _ = pictures(**MAIN)
    return BASELINES[model](learn, some)


def main() -> None:
    """Write the picture: two rows, the originals at the left."""
    some = pictures(**MAIN)[1][[*shown()]]
    columns = [some, *(decoded(model, rate, some) for model, rate in COLUMNS)]
    whole = np.concatenate([np.concatenate([*column]) for column in columns], axis=1)
    Image.fromarray(whole.astype(np.uint8)).save(PATH, optimize=True)
    print(PATH)


if __name__ == "__main__":
    main()
