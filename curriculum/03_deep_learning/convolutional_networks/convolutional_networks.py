# ---
# title: Convolutional networks
# minutes: 110
# difficulty: 2
# prerequisites: [pytorch_fundamentals, training_deep_networks]
# summary: Write convolution and pooling by hand, then build an image classifier that still reads a digit after it has moved.
# proves:
#   dl.convolutional: [cross_correlate, conv2d, max_pool2d, size_up]
#   dl.image_classification: [shift_proof, mended_pipeline, occlusion_map]
# ---

# %% [markdown]
# # Convolutional networks
#
# A dense network reads scanned digits and gets 95 of 100 right. Then someone services the scanner, and the
# paper lies one pixel further to the right than before. No person would notice. The network gets more than
# half of the digits wrong, and at two pixels it does hardly better than guessing. You will measure this in a
# minute, find out why, and build a network with fewer weights that does not mind.
#
# **You will be able to**
#
# - compute a convolution layer and max pooling by hand, with channels, stride and padding;
# - work out a layer's output size, its number of parameters and its receptive field before you run it;
# - design a small image classifier and say which of its parts make it indifferent to position;
# - mend an image pipeline that runs without an error and is wrong;
# - map which part of a picture a classifier's answer rests on.
#
# **You need** [PyTorch fundamentals](../pytorch_fundamentals/pytorch_fundamentals.ipynb) and
# [Training deep networks](../training_deep_networks/training_deep_networks.ipynb).
# **Out of scope:** data augmentation, residual networks, object detection, pre-trained backbones.
#
# ## Warm-up
#
# From earlier lessons. Answer before you unfold.
#
# 1. A dense layer maps 256 numbers to 64. How many parameters has it?
# 2. What does `F.cross_entropy(output, target)` expect as `output`: probabilities or logits?
# 3. Which two common layers behave differently after `model.eval()`?
#
# <details><summary>Answers</summary>
#
# 1. $256 \cdot 64$ weights and $64$ biases: $16\,448$.
# 2. Logits, the raw scores. It applies the logarithm of the softmax itself.
# 3. Dropout, which stops dropping, and batch normalisation, which uses its running mean and variance
#    instead of the batch's own.
#
# </details>

# %% locked="imports"
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from matplotlib.patches import Rectangle
from scipy import signal
from sklearn.datasets import load_digits, load_sample_image, load_sample_images
from torch import nn

torch.set_num_threads(1)
plt.rcParams.update(
    {"figure.dpi": 110, "axes.titlesize": 11, "axes.spines.top": False, "axes.spines.right": False}
)
plt.rcParams["axes.prop_cycle"] = plt.cycler(color=["#0072B2", "#E69F00", "#009E73", "#D55E00"])
PIXEL_TICKS = [0, 5, 10, 15]


def to_array(values) -> np.ndarray:
    """Return a tensor, array or list as an array of floats."""
    return np.asarray(values.detach() if torch.is_tensor(values) else values, dtype=float)


def returned(value, name: str, kind: str):
    """Return `value`, what the function `name` returned, unless it is None."""
    assert value is not None, f"{name} should return {kind}, got None: is the return missing?"
    return value


def array_from(value, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Return `value`, what the function `name` returned, as an array of floats."""
    return to_array(returned(value, name, f"an array of shape {shape}"))


# %% [markdown]
# The data: 1797 handwritten digits, 8 × 8 pixels each, from scikit-learn (`load_digits`, the test part of
# the UCI *Optical Recognition of Handwritten Digits* data, CC BY 4.0). We put each in the middle of a
# 16 × 16 canvas, so that it can move by up to four pixels without losing any ink.
#
# 1000 digits are for training and 397 for validation. The last 400 you never see: the grader has them.

# %% locked="data"
digits = load_digits()
canvases = np.pad(digits.images / 16.0, ((0, 0), (4, 4), (4, 4))).astype(np.float32)
order = np.random.default_rng(0).permutation(len(canvases))
X_train = torch.tensor(canvases[order[:1000], None])
y_train = torch.tensor(digits.target[order[:1000]])
X_val = torch.tensor(canvases[order[1000:1397], None])
y_val = torch.tensor(digits.target[order[1000:1397]])


def shifted(x: torch.Tensor, down: int, right: int) -> torch.Tensor:
    """Move the images `x`, shape (N, 1, 16, 16), by whole pixels; up to 4 lose no ink."""
    return torch.roll(x, (down, right), dims=(2, 3))


def accuracy(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> float:
    """Return the fraction of the images `x` that `model` assigns to their class `y`."""
    model.eval()
    with torch.no_grad():
        return float((model(x).argmax(1) == y).float().mean())


def trained(build, x: torch.Tensor, y: torch.Tensor, seed: int = 0, epochs: int = 8) -> nn.Module:
    """Return `build()` after training with Adam; torch's global generator is left as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = build()
        optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
        for _ in range(epochs):
            model.train()
            for batch in torch.randperm(len(x)).split(64):
                loss = F.cross_entropy(model(x[batch]), y[batch])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
    return model


print("images", tuple(X_train.shape), "labels", tuple(y_train.shape))

# %% [markdown]
# Images have the shape $(N, C, H, W)$: images, channels, height, width. A grey image has one channel. Here
# is the dense network, and what a slip of the paper does to it. **Predict** its accuracy at a shift of one
# pixel before you run the cell.


# %% locked="dense_network"
def build_dense() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 10))


dense = trained(build_dense, X_train, y_train, epochs=15)
SHIFTS = range(-3, 4)


def shift_curve(model: nn.Module) -> list[float]:
    """Return the validation accuracy at each horizontal shift in SHIFTS."""
    return [accuracy(model, shifted(X_val, 0, s), y_val) for s in SHIFTS]


# %%
fig, (left, middle, right) = plt.subplots(
    1, 3, figsize=(9.5, 2.9), width_ratios=[1, 1, 1.7], layout="constrained"
)
example = next(
    i for i in range(len(X_val)) if dense(shifted(X_val[i : i + 1], 0, 1)).argmax() != y_val[i]
)
for ax, shift, name in [(left, 0, "as trained"), (middle, 1, "1 pixel to the right")]:
    image = shifted(X_val[example : example + 1], 0, shift)
    ax.imshow(image[0, 0].numpy(), cmap="gray_r")
    ax.set(
        title=f"{name}: reads {int(dense(image).argmax())}",
        xlabel="column (px)",
        xticks=PIXEL_TICKS,
        yticks=PIXEL_TICKS,
    )
left.set_ylabel("row (px)")
right.plot(SHIFTS, shift_curve(dense), "o-")
right.axhline(0.1, color="grey", linestyle=":")
right.text(0, 0.03, "guessing", color="grey", ha="center")
right.set(
    ylim=(0, 1.02),
    xlabel="shift to the right (px)",
    ylabel="validation accuracy",
    title="One pixel costs half the digits",
)
plt.show()

# %% [markdown]
# Why? The first layer has one weight for each pixel *position*. What it learnt about a stroke in column 7
# is stored in the weights of column 7, and column 8 knows nothing of it. The cure has two halves:
#
# 1. **use the same small set of weights at every position** (convolution), so that what is learnt at one
#    place is known at every place;
# 2. **then ask whether something was found, and no longer where** (pooling).

# %% [markdown]
# ## 1. One kernel, slid over an image
#
# Lay a small window of weights, the **kernel** $w$ of shape $(k_h, k_w)$, on the top left corner of an image
# $x$ of shape $(H, W)$. Multiply each pixel by the weight above it, add up, write the sum down. Move the
# window by one pixel and do it again. That is the **cross-correlation**
#
# $$(x \star w)_{ij} = \sum_{u=0}^{k_h-1} \sum_{v=0}^{k_w-1} x_{i+u,\,j+v}\; w_{uv},
# \qquad i = 0, \dots, H - k_h, \quad j = 0, \dots, W - k_w .$$
#
# In mathematics and signal processing, **convolution** is nearly the same, but the kernel is first flipped,
# upside down and left to right:
#
# $$(x * w)_{ij} = \sum_{u,v} x_{i+u,\,j+v}\; w_{k_h-1-u,\;k_w-1-v} .$$
#
# What deep learning calls a convolution, `nn.Conv2d` included, is the cross-correlation. Since the weights
# are learnt, a network does not care: it learns the flipped kernel instead. You must care as soon as you
# carry a kernel over from a textbook, OpenCV or SciPy.
#
# **Predict** both results of the smallest example, a step from 0 to 1 and the kernel $(-1, 0, 1)$:

# %%
step = np.array([0, 0, 0, 1, 1, 1])
kernel = np.array([-1, 0, 1])
print("cross-correlation", np.correlate(step, kernel, mode="valid"))
print("convolution      ", np.convolve(step, kernel, mode="valid"))

# %% [markdown]
# Six values and a kernel of three leave $6 - 3 + 1 = 4$ positions. The kernel takes the right neighbour minus
# the left one: it answers where the signal changes, and its sign says in which direction. Flipped, it
# answers with the opposite sign.
#
# ### Exercise 1 · Slide a kernel ●○○ · 7 minutes
#
# Write both, in NumPy, for an image of shape $(H, W)$ and a kernel of shape $(k_h, k_w)$ that is no larger than
# the image and need not be square. Both return an array of floats of shape $(H-k_h+1, W-k_w+1)$ and leave their
# arguments as they were. Do not call SciPy or torch: the grader compares you with them.
#
# <details><summary>Hint 1</summary>
#
# How many rows and columns has the result? Make an array of zeros of that shape and fill it position by
# position.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The window at `(i, j)` is the slice `image[i : i + k_h, j : j + k_w]`. Multiply it by the kernel and sum.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `convolve` is one line: `cross_correlate` with a kernel flipped along both axes. Slices with a negative step,
# or `np.flip`, flip.
#
# </details>


# %% solution="cross_correlate"
def cross_correlate(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Slide `kernel`, shape (k_h, k_w), over `image`, shape (H, W), without flipping it.

    >>> cross_correlate(np.array([[1.0, 2.0, 3.0]]), np.array([[10.0, 1.0]]))
    array([[12., 23.]])
    """
    ### BEGIN SOLUTION
    k_h, k_w = kernel.shape
    result = np.zeros((image.shape[0] - k_h + 1, image.shape[1] - k_w + 1))
    for i, j in np.ndindex(result.shape):
        result[i, j] = np.sum(image[i : i + k_h, j : j + k_w] * kernel)
    return result
    ### END SOLUTION


def convolve(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Slide `kernel`, flipped along both axes, over `image`.

    >>> convolve(np.array([[1.0, 2.0, 3.0]]), np.array([[10.0, 1.0]]))
    array([[21., 32.]])
    """
    ### BEGIN SOLUTION
    return cross_correlate(image, kernel[::-1, ::-1])
    ### END SOLUTION


# %% tests="cross_correlate" name="slides" points=2
_image = np.arange(12.0).reshape(3, 4)
_kernel = np.array([[1.0, 2.0], [3.0, 4.0]])
_got = array_from(cross_correlate(_image, _kernel), "cross_correlate", (2, 3))
_want = np.array([[34.0, 44.0, 54.0], [74.0, 84.0, 94.0]])
assert _got.shape == (2, 3), (
    f"a 2×2 kernel fits on a 3×4 image in 2×3 positions, yet the result has shape {_got.shape}: "
    "there are H - k_h + 1 rows and W - k_w + 1 columns."
)
assert np.allclose(_got, _want), (
    f"for the image 0…11 and the kernel [[1, 2], [3, 4]] expected\n{_want}, got\n{_got}: "
    "at the top left it is 0·1 + 1·2 + 4·3 + 5·4 = 34."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(1)
for _h, _w, _kh, _kw in [(7, 5, 3, 2), (4, 9, 1, 4), (3, 5, 3, 5), (6, 6, 1, 1)]:
    _image, _kernel = _rng.normal(size=(_h, _w)), _rng.normal(size=(_kh, _kw))
    _copies = _image.copy(), _kernel.copy()
    _want = signal.correlate2d(_copies[0], _copies[1], mode="valid")
    _got = array_from(cross_correlate(_image, _kernel), "cross_correlate", _want.shape)
    assert _got.shape == _want.shape, (
        f"image {(_h, _w)}, kernel {(_kh, _kw)}: expected shape {_want.shape}, got {_got.shape}: "
        "height and width are counted separately."
    )
    assert np.allclose(_got, _want, atol=1e-9), (
        f"image {(_h, _w)}, kernel {(_kh, _kw)}: the values differ from SciPy's correlate2d: "
        "the kernel is not flipped, and k_h belongs to rows, k_w to columns."
    )
    assert np.array_equal(_image, _copies[0]) and np.array_equal(_kernel, _copies[1]), (
        "cross_correlate changed its image or its kernel: write into an array of your own."
    )
### END HIDDEN TESTS

# %% tests="cross_correlate" name="convolution_flips" points=1
_got = convolve(np.arange(12.0).reshape(3, 4), np.array([[1.0, 2.0], [3.0, 4.0]]))
_got = array_from(_got, "convolve", (2, 3))
_want = np.array([[16.0, 26.0, 36.0], [56.0, 66.0, 76.0]])
assert _got.shape == (2, 3), f"expected shape (2, 3), got {_got.shape}: flipping changes no shape."
assert np.allclose(_got, _want), (
    f"for the image 0…11 and the kernel [[1, 2], [3, 4]] expected\n{_want}, got\n{_got}: "
    "the flipped kernel is [[4, 3], [2, 1]], turned along both axes."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(2)
for _h, _w, _kh, _kw in [(7, 5, 3, 2), (4, 9, 1, 4), (5, 5, 3, 3)]:
    _image, _kernel = _rng.normal(size=(_h, _w)), _rng.normal(size=(_kh, _kw))
    _copies = _image.copy(), _kernel.copy()
    _want = signal.convolve2d(_copies[0], _copies[1], mode="valid")
    _got = array_from(convolve(_image, _kernel), "convolve", _want.shape)
    assert _got.shape == _want.shape, f"expected shape {_want.shape}, got {_got.shape}."
    assert np.allclose(_got, _want, atol=1e-9), (
        f"image {(_h, _w)}, kernel {(_kh, _kw)}: the values differ from SciPy's convolve2d: "
        "flip along both axes; a transpose is not a flip."
    )
    assert np.array_equal(_image, _copies[0]) and np.array_equal(_kernel, _copies[1]), (
        "convolve changed its image or its kernel: flip a copy or a view."
    )
### END HIDDEN TESTS

# %% [markdown]
# ### An edge detector from 1968
#
# The Sobel kernels answer to brightness that changes from left to right, $w_x$, and from top to bottom, $w_y$.
# Each subtracts one side of the window from the other and smooths along the edge:
#
# $$w_x = \begin{pmatrix} -1 & 0 & 1 \\ -2 & 0 & 2 \\ -1 & 0 & 1 \end{pmatrix}, \qquad w_y = w_x^\top,
# \qquad \text{edge strength } = \sqrt{(x \star w_x)^2 + (x \star w_y)^2} .$$
#
# The photo is scikit-learn's `china.jpg` (by danielbuechele, CC BY 2.0). **Predict** which of the two shows the
# roof's eaves, and which the window frames.

# %%
grey = load_sample_image("china.jpg")[120:330, 180:460].mean(axis=2) / 255
sobel_x = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
across, down = cross_correlate(grey, sobel_x), cross_correlate(grey, sobel_x.T)
panels = [("the photo, grey", grey, 0, 1), ("edge strength", np.hypot(across, down), 0, 2)]
panels += [
    ("left to right: bright or dark upright edges", across, -2, 2),
    ("top to bottom: bright or dark level edges", down, -2, 2),
]
fig, axes = plt.subplots(2, 2, figsize=(9.5, 6.6), layout="constrained")
for ax, (title, picture, low, high) in zip(axes.flat, panels):
    shown = ax.imshow(picture, cmap="gray", vmin=low, vmax=high)
    ax.set(title=title, xlabel="column (px)", ylabel="row (px)")
    fig.colorbar(shown, ax=ax, shrink=0.75)
plt.show()

# %% [markdown]
# Nine numbers, chosen by a person, find edges anywhere in any photo. A convolutional network learns such
# kernels from data.
#
# And the paper that slipped? Shift the image and the result shifts with it, unchanged. This is
# **translation equivariance**, $T(x) \star w = T(x \star w)$ for a shift $T$. No dense layer has it.

# %%
digit = X_val[0, 0].numpy()
_moved = shifted(X_val[:1], 0, 2)[0, 0].numpy()
response, response_moved = cross_correlate(digit, sobel_x), cross_correlate(_moved, sobel_x)
same = np.allclose(np.roll(response, 2, axis=1), response_moved)
print("moved response = response of the moved image:", same)

# %% [markdown]
# ## 2. From one kernel to a layer
#
# A real layer adds four things.
#
# - **Input channels.** A colour image has $C = 3$. The kernel gets a slice for each channel, shape
#   $(C, k_h, k_w)$, and the products are summed over all channels: still one number for each position.
# - **Output channels.** Each of $D$ kernels makes a map of its own. The weights have shape $(D, C, k_h, k_w)$.
# - **Padding** $p$. A frame of $p$ zeros around the image keeps the map from shrinking and lets the window
#   centre on border pixels.
# - **Stride** $s$. The window moves by $s$ pixels at a time, so that the map is about $s$ times smaller.
#
# $$y_{n d i j} = b_d + \sum_{c=0}^{C-1} \sum_{u=0}^{k_h-1} \sum_{v=0}^{k_w-1}
# \tilde x_{n,\,c,\; s i + u,\; s j + v} \; w_{d c u v}, \qquad
# H_\text{out} = \left\lfloor \frac{H + 2p - k_h}{s} \right\rfloor + 1$$
#
# with $x$ of shape $(N, C, H, W)$, $\tilde x$ the padded $x$, one bias $b_d$ for each output channel, and
# $W_\text{out}$ in the same way from $W$ and $k_w$. The floor means: a last step that does not fit is not taken.
#
# The smallest case with channels has a $1 \times 1$ kernel: each pixel becomes a weighted sum of its own
# channels. You know one such layer: it makes colour pictures grey.

# %%
pixels = torch.tensor([[[[1.0, 0.0]], [[0.0, 1.0]], [[0.0, 0.0]]]])
to_grey = torch.tensor([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)
grey_pixels = F.conv2d(pixels, to_grey)
print("one red and one green pixel", tuple(pixels.shape), "→", tuple(grey_pixels.shape))
print("brightness", grey_pixels.flatten().numpy().round(3))

# %% [markdown]
# **Predict** the output height and width of each layer on a 16 × 16 image, with the formula:
#
# (a) $k=5$, $p=0$, $s=1$; (b) $k=5$, $p=2$, $s=1$; (c) $k=3$, $p=1$, $s=2$.
#
# <details><summary>Answers</summary>
#
# (a) 12. (b) 16: for an odd kernel and $s=1$, $p = (k-1)/2$ keeps the size. (c) $\lfloor 15/2 \rfloor + 1 = 8$.
#
# </details>
#
# ### Exercise 2 · A convolution layer ●●● · 16 minutes
#
# Write two functions.
#
# `output_size(n, kernel, stride=1, padding=0)` returns the size along one axis as an `int`. It raises `ValueError`
# if the kernel is larger than the padded axis.
#
# `conv2d(x, weight, bias, stride=1, padding=0)` computes the formula for $y$ with NumPy alone: `x` has shape
# $(N, C, H, W)$, `weight` $(D, C, k_h, k_w)$ and `bias` $(D,)$, all arrays of floats. The result has shape
# $(N, D, H_\text{out}, W_\text{out})$. As in torch, the kernel is not flipped. Leave the arguments unchanged. `stride` and
# `padding` are whole numbers and hold for both axes.
#
# Seven nested loops are right but slow. Loop over output positions and let NumPy do the rest.
#
# <details><summary>Hint 1</summary>
#
# `np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))` frames the last two axes. Where does
# the window for output `(i, j)` begin in the padded image?
#
# </details>
# <details><summary>Hint 2</summary>
#
# It begins at row `i * stride`, column `j * stride`. The windows of all images at once,
# `padded[:, :, top : top + k_h, left : left + k_w]`, have shape $(N, C, k_h, k_w)$, the weights
# $(D, C, k_h, k_w)$. You want $(N, D)$: sum over the three axes that they share.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `np.einsum("ncuv,dcuv->nd", window, weight) + bias` is what belongs in `result[:, :, i, j]`.
#
# </details>


# %% solution="conv2d"
def output_size(n: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Return how many positions a window has along an axis of `n` pixels.

    >>> output_size(16, kernel=5)
    12
    """
    ### BEGIN SOLUTION
    if kernel > n + 2 * padding:
        raise ValueError(f"a kernel of {kernel} does not fit on {n} pixels with padding {padding}")
    return (n + 2 * padding - kernel) // stride + 1
    ### END SOLUTION


def conv2d(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Apply a convolution layer: (N, C, H, W), (D, C, k_h, k_w), (D,) to (N, D, H_out, W_out).

    >>> conv2d(np.ones((1, 3, 2, 2)), np.ones((1, 3, 2, 2)), np.array([0.5]))
    array([[[[12.5]]]])
    """
    ### BEGIN SOLUTION
    k_h, k_w = weight.shape[2:]
    h_out = output_size(x.shape[2], k_h, stride, padding)
    w_out = output_size(x.shape[3], k_w, stride, padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    result = np.zeros((len(x), len(weight), h_out, w_out))
    for i, j in np.ndindex(h_out, w_out):
        top, left = i * stride, j * stride
        window = padded[:, :, top : top + k_h, left : left + k_w]
        result[:, :, i, j] = np.einsum("ncuv,dcuv->nd", window, weight) + bias
    return result
    ### END SOLUTION


# %% tests="conv2d" name="output_size" points=1
for _args, _want in [((16, 5, 1, 0), 12), ((16, 5, 1, 2), 16), ((16, 3, 2, 1), 8)]:
    _got = returned(output_size(*_args), f"output_size{_args}", "an int")
    assert float(_got) == _want, (
        f"output_size{_args} should be {_want}, got {_got}: floor((n + 2·padding - kernel) / "
        "stride) + 1."
    )
assert float(returned(output_size(7, 3), "output_size(7, 3)", "an int")) == 5, (
    "with the default stride 1 and padding 0, 7 pixels hold a window of 3 in 5 places."
)
### BEGIN HIDDEN TESTS
for _n in range(1, 12):
    for _kernel in range(1, 6):
        for _stride in (1, 2, 3):
            for _padding in (0, 1, 2):
                _case = f"output_size({_n}, kernel={_kernel}, stride={_stride}, padding={_padding})"
                _want = len(range(0, _n + 2 * _padding - _kernel + 1, _stride))
                try:
                    _got = output_size(_n, kernel=_kernel, stride=_stride, padding=_padding)
                except ValueError:
                    _got = 0
                else:
                    assert _want > 0, (
                        f"{_case} must raise ValueError: the kernel is larger than the padded axis."
                    )
                    _got = returned(_got, _case, "an int")
                    assert isinstance(_got, (int, np.integer)), (
                        f"{_case} should be an int, got {type(_got).__name__}: use //."
                    )
                assert float(_got) == _want, (
                    f"{_case} should be {_want}, got {_got or 'a ValueError'}: round down, and "
                    "count the first position too."
                )
_got = returned(output_size(3, 5, 1, 1), "output_size(3, 5, 1, 1)", "an int")
assert float(_got) == 1, (
    "a kernel of 5 just fits on 3 pixels with padding 1: one position."
)
### END HIDDEN TESTS

# %% tests="conv2d" name="channels_and_bias" points=2
_x = np.stack([np.ones((2, 3)), 10 * np.ones((2, 3))])[None]
_weight = np.stack(
    [np.stack([np.ones((2, 2)), np.zeros((2, 2))]), np.stack([np.ones((2, 2)), np.ones((2, 2))])]
)
_got = array_from(conv2d(_x, _weight, np.array([0.0, 0.5])), "conv2d", (1, 2, 1, 2))
assert _got.shape == (1, 2, 1, 2), (
    f"expected shape (1, 2, 1, 2) = (N, D, H_out, W_out), got {_got.shape}."
)
assert np.allclose(_got[0, 0], 4.0), (
    "kernel 0 looks at channel 0 alone, which is all ones: expected 4.0 everywhere, got "
    f"{_got[0, 0]}."
)
assert np.allclose(_got[0, 1], 44.5), (
    "kernel 1 sums both channels, 4·1 + 4·10, and its bias is 0.5: expected 44.5, got "
    f"{_got[0, 1]}: "
    "sum over channels, and add each bias once."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(3)
for _n, _c, _d, _h, _w, _kh, _kw in [
    (2, 3, 4, 6, 7, 3, 2),
    (3, 1, 2, 5, 4, 1, 3),
    (1, 4, 1, 5, 5, 5, 5),
]:
    _x, _weight, _bias = (
        _rng.normal(size=(_n, _c, _h, _w)),
        _rng.normal(size=(_d, _c, _kh, _kw)),
        _rng.normal(size=_d),
    )
    _want = F.conv2d(torch.tensor(_x), torch.tensor(_weight), torch.tensor(_bias)).numpy()
    _copies = _x.copy(), _weight.copy(), _bias.copy()
    _got = array_from(conv2d(_x, _weight, _bias), "conv2d", _want.shape)
    _case = f"x {_x.shape}, weight {_weight.shape}"
    assert _got.shape == _want.shape, f"{_case}: expected shape {_want.shape}, got {_got.shape}."
    assert np.allclose(_got, _want, atol=1e-9), (
        f"{_case}: differs from torch's conv2d: sum over all channels, do not flip, one bias for "
        "each output channel."
    )
    assert all(np.array_equal(_a, _b) for _a, _b in zip((_x, _weight, _bias), _copies)), (
        "conv2d changed one of its arguments: write into arrays of your own."
    )
### END HIDDEN TESTS

# %% tests="conv2d" name="stride_and_padding" points=2
_x = np.arange(16.0).reshape(1, 1, 4, 4)
_got = conv2d(_x, np.ones((1, 1, 1, 1)), np.zeros(1), stride=2)
_got = array_from(_got, "conv2d", (1, 1, 2, 2))
assert _got.shape == (1, 1, 2, 2), (
    f"stride 2 on a 4×4 image with a 1×1 kernel gives (1, 1, 2, 2), got {_got.shape}."
)
assert np.allclose(_got[0, 0], [[0, 2], [8, 10]]), (
    f"stride 2 takes every second pixel, [[0, 2], [8, 10]], got {_got[0, 0]}: output (i, j) begins "
    "at (2i, 2j)."
)
_got = conv2d(np.ones((1, 1, 3, 3)), np.ones((1, 1, 3, 3)), np.zeros(1), padding=1)
_got = array_from(_got, "conv2d", (1, 1, 3, 3))
assert _got.shape == (1, 1, 3, 3), (
    f"a 3×3 kernel with padding 1 keeps 3×3, got {_got.shape}: pad both sides."
)
assert np.allclose(_got[0, 0], [[4, 6, 4], [6, 9, 6], [4, 6, 4]]), (
    "ones under a kernel of ones, padded with zeros, give [[4, 6, 4], [6, 9, 6], [4, 6, 4]], got "
    f"{_got[0, 0]}."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(4)
for _h, _w, _kh, _kw, _stride, _padding in [
    (7, 6, 3, 3, 2, 1),
    (6, 8, 2, 3, 2, 0),
    (5, 9, 5, 1, 3, 2),
    (2, 2, 4, 4, 1, 1),
]:
    _x, _weight, _bias = (
        _rng.normal(size=(2, 3, _h, _w)),
        _rng.normal(size=(4, 3, _kh, _kw)),
        _rng.normal(size=4),
    )
    _want = F.conv2d(
        torch.tensor(_x), torch.tensor(_weight), torch.tensor(_bias), _stride, _padding
    ).numpy()
    _got = conv2d(_x, _weight, _bias, stride=_stride, padding=_padding)
    _got = array_from(_got, "conv2d", _want.shape)
    _case = f"x {_x.shape}, weight {_weight.shape}, stride {_stride}, padding {_padding}"
    assert _got.shape == _want.shape, f"{_case}: expected shape {_want.shape}, got {_got.shape}."
    assert np.allclose(_got, _want, atol=1e-9), (
        f"{_case}: differs from torch's conv2d: pad rows and columns with zeros, and step by the "
        "stride along both."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Pooling: whether, not where
#
# A feature map says how strongly a feature is present at each place. **Max pooling** keeps the largest value of
# each window, channel by channel, and forgets where in the window it was:
#
# $$y_{n c i j} = \max_{0 \le u, v < k} \; x_{n,\,c,\; s i + u,\; s j + v} .$$
#
# It has no weights. Usually $s = k$, so that windows do not overlap, and the size follows the formula of section 2
# with $p = 0$. **Predict** which values survive a window of 2 with stride 2, and what changes if the lone 7
# moves by one column to the right, and by two:

# %%
spot = torch.zeros(1, 1, 2, 6)
spot[0, 0, 1, 2] = 7
for _move in (0, 1, 2):
    print(f"moved by {_move}:", F.max_pool2d(shifted(spot, 0, _move), 2).flatten().tolist())

# %% [markdown]
# A move of one pixel went unnoticed, since it stayed inside a window. Had the 7 begun one column
# further right, the same move would have changed the output. Remember this.
#
# ### Exercise 3 · Max pooling ●●○ · 6 minutes
#
# Write `max_pool2d(x, size, stride=None)` in NumPy for `x` of shape $(N, C, H, W)$, which may hold negative values,
# and a square window of `size` pixels, no larger than the image. If `stride` is `None`, it is `size`. Windows
# that do not fit wholly on the image are left out. The result has shape
# $(N, C, H_\text{out}, W_\text{out})$.
#
# <details><summary>Hint 1</summary>
#
# It is the loop of `conv2d` with another line in its middle. Along which axes do you take the maximum?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `x[:, :, top : top + size, left : left + size].max(axis=(2, 3))` has shape $(N, C)$.
#
# </details>


# %% solution="max_pool2d"
def max_pool2d(x: np.ndarray, size: int, stride: int | None = None) -> np.ndarray:
    """Keep the largest value of each window: (N, C, H, W) to (N, C, H_out, W_out).

    >>> max_pool2d(np.array([[[[1.0, 5.0, 2.0, 0.0]] * 2]]), size=2)
    array([[[[5., 2.]]]])
    """
    ### BEGIN SOLUTION
    if stride is None:
        stride = size
    n, channels, height, width = x.shape
    result = np.zeros((n, channels, (height - size) // stride + 1, (width - size) // stride + 1))
    for i, j in np.ndindex(result.shape[2:]):
        top, left = i * stride, j * stride
        result[:, :, i, j] = x[:, :, top : top + size, left : left + size].max(axis=(2, 3))
    return result
    ### END SOLUTION


# %% tests="max_pool2d" name="window_maximum" points=1
_x = np.array([[[[1.0, 2.0, -5.0, -6.0], [3.0, 4.0, -7.0, -8.0]]]])
_got = array_from(max_pool2d(_x, 2), "max_pool2d", (1, 1, 1, 2))
assert _got.shape == (1, 1, 1, 2), (
    f"a 2×4 map with windows of 2 gives shape (1, 1, 1, 2), got {_got.shape}."
)
assert np.allclose(_got, [[[[4.0, -5.0]]]]), (
    f"the largest of 1, 2, 3, 4 is 4, the largest of -5, -6, -7, -8 is -5; got {_got.ravel()}: is "
    "anything started at zero?"
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(5)
for _shape, _size in [((2, 3, 6, 4), 2), ((3, 2, 9, 6), 3), ((1, 4, 5, 5), 5), ((2, 2, 3, 4), 1)]:
    _x = _rng.normal(size=_shape) - 3.0
    _want = F.max_pool2d(torch.tensor(_x), _size).numpy()
    _got = array_from(max_pool2d(_x, _size), "max_pool2d", _want.shape)
    assert _got.shape == _want.shape, (
        f"x {_shape}, size {_size}: expected shape {_want.shape}, got {_got.shape}."
    )
    assert np.allclose(_got, _want), (
        f"x {_shape}, size {_size}: differs from torch's max_pool2d: take the maximum over the "
        "window, for each image and channel."
    )
### END HIDDEN TESTS

# %% tests="max_pool2d" name="stride_and_edges" points=1
_x = np.array([[[[5.0, 1.0, 2.0, 0.0, 9.0]] * 2]])
_got = array_from(max_pool2d(_x, 2), "max_pool2d", (1, 1, 1, 2))
assert _got.shape == (1, 1, 1, 2) and np.allclose(_got, [[[[5.0, 2.0]]]]), (
    "two windows of 2 fit on 5 columns, so the last column is left out: expected [[5, 2]], got "
    f"{_got.tolist()}."
)
_got = array_from(max_pool2d(_x, 2, stride=1), "max_pool2d", (1, 1, 1, 4))
assert _got.shape == (1, 1, 1, 4) and np.allclose(_got, [[[[5.0, 2.0, 2.0, 9.0]]]]), (
    f"with stride 1 the windows overlap: expected [[5, 2, 2, 9]], got {_got.tolist()}."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(6)
for _h, _w, _size, _stride in [
    (7, 8, 3, 2),
    (6, 9, 2, 3),
    (5, 7, 2, None),
    (8, 5, 3, 1),
    (7, 4, 4, None),
]:
    _x = _rng.normal(size=(2, 3, _h, _w)) - 3.0
    _want = F.max_pool2d(torch.tensor(_x), _size, _stride).numpy()
    _got = array_from(max_pool2d(_x, _size, stride=_stride), "max_pool2d", _want.shape)
    _case = f"map {(_h, _w)}, size {_size}, stride {_stride}"
    assert _got.shape == _want.shape, (
        f"{_case}: expected shape {_want.shape}, got {_got.shape}: only whole windows count."
    )
    assert np.allclose(_got, _want), (
        f"{_case}: differs from torch's max_pool2d: window (i, j) begins at (i·stride, j·stride)."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. How many weights, and how far they see
#
# **Parameters.** A dense layer from $a$ to $b$ numbers has $ab + b$. A convolution layer from $C$ to $D$ channels
# has a kernel of shape $(C, k, k)$ and perhaps a bias for each output channel. The image's size does not come in.
#
# **Predict**: the first layer of a classic photo network turns $3 \times 224 \times 224$ values into
# $64 \times 112 \times 112$ with kernels of $7 \times 7$. How many weights? And a dense layer of the same sizes?
#
# <details><summary>Answer</summary>
#
# $64 \cdot 3 \cdot 7 \cdot 7 = 9408$ weights against $150\,528 \cdot 802\,816 \approx 1.2 \cdot 10^{11}$, which would fill
# 480 GB in float32. Sharing weights is what makes learning from images possible at all.
#
# </details>
#
# **Receptive field.** How far the input pixels that can influence one value after layer $\ell$ reach: $r_\ell$ pixels
# along one axis, the first and the last counted. Let $k_\ell$ be its kernel (or pooling window), $s_\ell$ its stride, and the **jump** $j_\ell$ the distance
# in input pixels between neighbours on its map. Start from $r_0 = 1$, $j_0 = 1$: a pixel sees itself. Then
#
# $$r_\ell = r_{\ell-1} + (k_\ell - 1)\, j_{\ell-1}, \qquad j_\ell = j_{\ell-1}\, s_\ell .$$
#
# A window of $k_\ell$ neighbours spans $k_\ell - 1$ gaps of $j_{\ell-1}$ pixels each, and adds them to what one
# neighbour saw already. A stride pays off only in the layers *after* it. The table's last row is yours:
#
# | layer | $k$ | $s$ | jump before it | $r$ after it | jump after it |
# |---|---|---|---|---|---|
# | convolution | 3 | 1 | 1 | $1 + 2 \cdot 1 = 3$ | 1 |
# | max pooling | 2 | 2 | 1 | $3 + 1 \cdot 1 = 4$ | 2 |
# | convolution | 3 | 1 | 2 | ? | ? |
#
# <details><summary>Answer</summary>
#
# $4 + 2 \cdot 2 = 8$, and the jump stays 2.
#
# </details>
#
# Autograd can check this: the gradient of one output value is non-zero in exactly the input pixels that
# influence it. With all weights one, it even counts the paths by which a pixel gets there.


# %% locked="footprint"
def footprint(layers: list[tuple[int, int]], size: int = 41) -> np.ndarray:
    """Return the gradient of stacked windows' middle output in the input, (size, size)."""
    x = torch.zeros(1, 1, size, size, dtype=torch.float64, requires_grad=True)
    y = x
    for kernel, stride in layers:
        y = F.conv2d(y, torch.ones(1, 1, kernel, kernel, dtype=torch.float64), stride=stride)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    return x.grad[0, 0].numpy()


# %%
stack = [(3, 1), (2, 2), (3, 1), (3, 1)]
fig, axes = plt.subplots(1, 4, figsize=(9.5, 3.1), layout="constrained", sharey=True)
for n_layers, ax in enumerate(axes, start=1):
    paths = footprint(stack[:n_layers], size=24)
    seen = int(np.any(paths != 0, axis=0).sum())
    ax.imshow(np.where(paths > 0, paths / paths.max(), np.nan), cmap="viridis", vmin=0, vmax=1)
    ax.set(
        title=f"{n_layers} layer{'s' * (n_layers > 1)}: {seen} × {seen} px", xlabel="column (px)"
    )
axes[0].set_ylabel("row (px)")
fig.suptitle("What one value sees grows with every layer, and the middle weighs most")
plt.show()

# %% [markdown]
# The receptive field is a square with a hard border, but most paths lead to its middle. What a unit
# *effectively* uses is smaller than the formula says.
#
# ### Exercise 4 · Size up a network ●●○ · 9 minutes
#
# `conv_parameters(c_in, c_out, kernel, bias=True)` returns the number of parameters of a convolution layer with
# kernels of `kernel` × `kernel`, as an `int`.
#
# `receptive_fields(layers)` takes a list of `(kernel, stride)` pairs, first layer first, and returns the list of
# receptive fields along one axis in input pixels, one `int` after each layer. For no layers it returns an empty list.
#
# <details><summary>Hint 1</summary>
#
# Count one kernel's weights first: it has a slice for every input channel. How many biases are there?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Carry two numbers through the loop, the field and the jump. Which of them must be updated first?
#
# </details>
# <details><summary>Hint 3</summary>
#
# `field += (kernel - 1) * jump`, append, and only then `jump *= stride`.
#
# </details>


# %% solution="size_up"
def conv_parameters(c_in: int, c_out: int, kernel: int, bias: bool = True) -> int:
    """Return the number of weights and biases of a convolution layer.

    >>> conv_parameters(1, 2, 3)
    20
    """
    ### BEGIN SOLUTION
    return c_out * c_in * kernel**2 + (c_out if bias else 0)
    ### END SOLUTION


def receptive_fields(layers: list[tuple[int, int]]) -> list[int]:
    """Return the receptive field in pixels after each (kernel, stride) layer.

    >>> receptive_fields([(3, 1), (2, 2)])
    [3, 4]
    """
    ### BEGIN SOLUTION
    field, jump = 1, 1
    fields = []
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
        fields.append(field)
    return fields
    ### END SOLUTION


# %% tests="size_up" name="parameters" points=1
for _args, _want in [((1, 2, 3), 20), ((3, 64, 7, False), 9408), ((16, 32, 5), 12832)]:
    _got = returned(conv_parameters(*_args), f"conv_parameters{_args}", "an int")
    assert float(_got) == _want, (
        f"conv_parameters{_args} should be {_want}, got {_got}: c_out kernels of c_in · kernel² "
        "weights, "
        "and one bias for each output channel if there are biases."
    )
### BEGIN HIDDEN TESTS
for _c_in, _c_out, _kernel, _bias in [
    (1, 1, 1, True),
    (5, 7, 2, True),
    (7, 5, 4, False),
    (2, 9, 3, True),
]:
    _want = sum(_p.numel() for _p in nn.Conv2d(_c_in, _c_out, _kernel, bias=_bias).parameters())
    _got = conv_parameters(_c_in, _c_out, _kernel, bias=_bias)
    _got = returned(_got, "conv_parameters", "an int")
    assert float(_got) == _want, (
        f"conv_parameters({_c_in}, {_c_out}, {_kernel}, bias={_bias}) should be {_want}, as "
        f"nn.Conv2d has, got {_got}."
    )
### END HIDDEN TESTS

# %% locked="fields_of"
def fields_of(layers: list[tuple[int, int]]) -> list[float]:
    """Return the receptive fields of `layers` by `receptive_fields`, as floats."""
    fields = returned(receptive_fields(layers), "receptive_fields", f"a list of {len(layers)} ints")
    return [float(field) for field in fields]


# %% tests="size_up" name="fields_without_stride" points=1
_got = fields_of([(3, 1), (3, 1), (5, 1)])
assert _got == [3, 5, 9], (
    f"three layers with kernels 3, 3, 5 and stride 1 see 3, 5 and 9 pixels, got {_got}: each adds "
    "k - 1."
)
### BEGIN HIDDEN TESTS
_got = fields_of([])
assert _got == [], f"no layers: expected an empty list, got {_got}."
for _kernels in [(1,), (7,), (2, 4), (5, 1, 3, 2)]:
    _got = fields_of([(_k, 1) for _k in _kernels])
    _want = [1 + sum(_k - 1 for _k in _kernels[: _n + 1]) for _n in range(len(_kernels))]
    assert _got == _want, f"kernels {_kernels} with stride 1 see {_want} pixels, got {_got}."
### END HIDDEN TESTS

# %% tests="size_up" name="fields_with_stride" points=2
_got = fields_of([(3, 1), (2, 2), (3, 1)])
assert _got == [3, 4, 8], (
    f"convolution 3, pooling 2 with stride 2, convolution 3 see 3, 4 and 8 pixels, got {_got}: "
    "a stride counts from the next layer on."
)
### BEGIN HIDDEN TESTS
for _layers in [
    [(5, 2), (3, 2), (3, 1)],
    [(3, 2), (1, 1), (2, 3), (2, 1)],
    [(2, 2), (2, 2), (2, 2)],
    [(1, 3), (3, 1)],
]:
    _got = fields_of(_layers)
    _want = []
    for _n in range(1, len(_layers) + 1):
        _columns = np.flatnonzero(np.any(footprint(_layers[:_n]) != 0, axis=0))
        _want.append(1 + int(_columns.max() - _columns.min()))
    assert _got == _want, (
        f"layers {_layers}: the gradient reaches across {_want} pixels, got {_got}: add (k - 1) "
        "times the jump so far, "
        "then multiply the jump by the stride."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. A network that survives the slip
#
# **First attempt**, the textbook's: two convolutions, each with pooling, then flatten and a dense layer.
# **Second attempt**: the flattening gives every position weights of its own again, which is the old fault. So
# replace it by **global max pooling**: one maximum over the *whole* map for each channel, $(N, D, H, W) \to (N, D)$.
# Now only "was it found?" reaches the last layer. **Predict** which of the two survives a shift by one pixel.


# %% locked="two_attempts"
def build_flattening() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 4 * 4, 10),
    )  # fmt: skip


def build_pooling() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 32, 5, padding=2), nn.ReLU(),
        nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(32, 10),
    )  # fmt: skip


flattening = trained(build_flattening, X_train, y_train)
pooling = trained(build_pooling, X_train, y_train)


# %%
def plot_shift_curves(curves: list[tuple[str, nn.Module, str]], title: str) -> None:
    """Draw validation accuracy against horizontal shift for (name, model, line style)."""
    fig, ax = plt.subplots(figsize=(8, 3.6), layout="constrained")
    for name, model, style in curves:
        ax.plot(SHIFTS, shift_curve(model), style, label=name)
    ax.set(
        ylim=(0, 1.02), xlabel="shift to the right (px)", ylabel="validation accuracy", title=title
    )
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    plt.show()


three = [
    ("dense", dense, "o-"),
    ("convolution, flatten", flattening, "s--"),
    ("convolution, global max", pooling, "^-."),
]
plot_shift_curves(
    three, "Flattening loses what convolution gained; a global maximum holds at even shifts"
)

# %% [markdown]
# The zigzag is not noise. The second network halves its map after the first convolution: it keeps a maximum for
# the columns (0, 1), (2, 3), and so on. A shift by two moves everything by one whole window, and the rest of the network
# sees the same values. A shift by one regroups the columns, and it sees maps that it has never met. You saw
# the lone 7 do so. **A stride greater than one breaks equivariance**, except for shifts that are
# multiples of it.
#
# Before you do better, a check that you know all the parts: your NumPy functions alone, with the second network's
# weights, must give torch's logits.

# %%
weights = [p.detach().double().numpy() for p in pooling.parameters()]
x = X_val[:8].double().numpy()
x = max_pool2d(np.maximum(conv2d(x, weights[0], weights[1], padding=2), 0), 2)
x = np.maximum(conv2d(x, weights[2], weights[3], padding=2), 0)
_logits = max_pool2d(x, 8)[:, :, 0, 0] @ weights[4].T + weights[5]
with torch.no_grad():
    _difference = np.abs(_logits - pooling(X_val[:8]).numpy()).max()
print(f"largest difference of any logit: {_difference:.1e}")

# %% [markdown]
# ### Exercise 5 · Build one that survives ●●● · 12 minutes
#
# Write `build_shift_proof()`. It returns a new, untrained `nn.Module` that
#
# - maps images of shape $(N, 1, 16, 16)$ to logits of shape $(N, 10)$, for any $N \ge 1$;
# - has at most 17 000 parameters, fewer than the dense network's 17 098;
# - after `trained(build_shift_proof, ...)`, which is 8 epochs of Adam on 1000 centred digits, reads at least
#   **80 %** of the unseen digits, and
# - reads at least **80 %** of them when they have moved, by one pixel and also by three. This is the mean over the
#   eight directions: up, down, left, right and the diagonals. No shifted digit is in the training data.
#
# A sound design reads about 95 %, so there is room for bad luck. The first demand is tested with a second seed too.
# Nothing has to be initialised or seeded by you.
#
# Three things decide. *Stride*: you know what it does. *Receptive field*: before the global pool a unit
# must see about a whole digit, 8 pixels; `receptive_fields` tells you. *The kind of global pool*: an average over a mostly
# empty canvas dilutes the digit, and learns slowly in 8 epochs. Stay shallow: two or three convolutions learn
# reliably in 8 epochs, a deeper stack may not.
#
# <details><summary>Hint 1</summary>
#
# Take `build_pooling` apart: what in it has a stride of two, and what happens to the receptive field without it?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two convolutions of 5 × 5 with stride 1 see $1 + 4 + 4 = 9$ pixels. Pad so that the map keeps its 16 × 16: without it,
# windows at the border are lost, and with them a digit that moved there.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Convolution, ReLU, convolution, ReLU, `nn.AdaptiveMaxPool2d(1)`, `nn.Flatten()`, `nn.Linear`. 8 and 32 channels
# are enough.
#
# </details>


# %% solution="shift_proof"
def build_shift_proof() -> nn.Module:
    """Return a new classifier of images (N, 1, 16, 16) that gives logits (N, 10).

    >>> build_shift_proof()(torch.zeros(2, 1, 16, 16)).shape
    torch.Size([2, 10])
    """
    ### BEGIN SOLUTION
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(8, 32, 5, padding=2),
        nn.ReLU(),
        nn.AdaptiveMaxPool2d(1),
        nn.Flatten(),
        nn.Linear(32, 10),
    )
    ### END SOLUTION


# %% locked="shift_proof_helpers"
def built() -> nn.Module:
    """Return a network by `build_shift_proof`; torch's global generator is left as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return returned(build_shift_proof(), "build_shift_proof", "an nn.Module").eval()


def logits_of(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return what `model` makes of the images `x`."""
    return returned(model(x), "your network's forward", f"logits of shape {(len(x), 10)}")


def trained_cnn() -> nn.Module:
    """Return `cnn`, the network that was trained in the cell before the tests that need it."""
    logits_of(built(), X_val[:3])
    assert globals().get("cnn") is not None, (
        "there is no trained network `cnn`: run the cell `cnn = trained(...)`; if it fails, its "
        "error says what is wrong with your network."
    )
    return cnn


# %% tests="shift_proof" name="logits_within_budget" points=1
_model = built()
_shape = tuple(logits_of(_model, X_val[:3]).shape)
assert _shape == (3, 10), f"three images should give logits of shape (3, 10), got {_shape}."
_count = sum(_p.numel() for _p in _model.parameters())
assert _count <= 17_000, (
    f"the model has {_count} parameters, at most 17000 are allowed: which layer holds most of them?"
)
_logits = logits_of(_model, X_val[:3])
_sums = to_array(_logits.exp().sum(1)), to_array(_logits.sum(1))
assert not any(np.allclose(_sum, 1.0, atol=1e-4) for _sum in _sums), (
    "the outputs are probabilities or their logarithms: return logits, since cross_entropy applies "
    "the softmax itself."
)
### BEGIN HIDDEN TESTS
_shape = tuple(logits_of(_model, X_val[:1]).shape)
assert _shape == (1, 10), (
    f"a single image should give shape (1, 10), got {_shape}: does a squeeze drop the batch axis?"
)
assert build_shift_proof() is not _model, "every call must return a new model."
### END HIDDEN TESTS

# %% [markdown]
# Training takes about a second. The tests and plots below use this `cnn`: whenever you have changed your network,
# run this cell again before them.

# %% locked="train_yours"
cnn = trained(build_shift_proof, X_train, y_train)

# %% tests="shift_proof" name="reads_centred" points=2
_cnn = trained_cnn()
for _seed in (0, 11):
    _model = trained(build_shift_proof, X_train, y_train, seed=_seed) if _seed else _cnn
    _got = accuracy(_model, X_val, y_val)
    assert _got >= 0.8, (
        f"on centred validation digits the accuracy is {_got:.1%} (seed {_seed}), at least 80 % is "
        "asked for: does a unit see a whole digit, is the global pool a maximum, is the stack too "
        "deep to learn in 8 epochs?"
    )
### BEGIN HIDDEN TESTS
_x = torch.tensor(canvases[order[1397:], None])
_y = torch.tensor(digits.target[order[1397:]])
for _seed, _trained in [(0, _cnn), (11, _model)]:
    _got = accuracy(_trained, _x, _y)
    assert _got >= 0.8, (
        f"on 400 unseen digits, centred, with seed {_seed}, the accuracy is {_got:.1%}, at least "
        "80 % is asked for: does a unit see a whole digit, is the global pool a maximum?"
    )
### END HIDDEN TESTS

# %% tests="shift_proof" name="reads_shifted" points=3
_cnn = trained_cnn()
for _far in (1, 3):
    _moves = [(_d, _r) for _d in (-_far, 0, _far) for _r in (-_far, 0, _far) if (_d, _r) != (0, 0)]
    _got = np.mean([accuracy(_cnn, shifted(X_val, _d, _r), y_val) for _d, _r in _moves])
    assert _got >= 0.8, (
        f"over the eight shifts by {_far} px the mean accuracy is {_got:.1%}, at least 80 % is "
        f"asked for (centred: {accuracy(_cnn, X_val, y_val):.1%}): is there a stride above 1 "
        "before the global pool, a Flatten of whole maps, or a convolution without padding?"
    )
### BEGIN HIDDEN TESTS
_x = torch.tensor(canvases[order[1397:], None])
_y = torch.tensor(digits.target[order[1397:]])
for _far in (1, 3):
    _moves = [(_d, _r) for _d in (-_far, 0, _far) for _r in (-_far, 0, _far) if (_d, _r) != (0, 0)]
    _got = np.mean([accuracy(_cnn, shifted(_x, _d, _r), _y) for _d, _r in _moves])
    assert _got >= 0.8, (
        f"on 400 unseen digits, over the eight shifts by {_far} px, the mean accuracy is "
        f"{_got:.1%}, at least 80 % is asked for: is anything before the global pool tied to a "
        "position?"
    )
### END HIDDEN TESTS

# %% [markdown]
# Your network beside the three others:

# %%
plot_shift_curves(
    [*three, ("yours", cnn, "D-")], "With stride 1 and a global maximum, a shift costs nothing"
)
for name, model in [("dense", dense), ("convolution, flatten", flattening), ("yours", cnn)]:
    print(f"{name:22}{sum(p.numel() for p in model.parameters()):>8,} parameters")

# %% [markdown]
# What did it cost? Time: without pooling, the second convolution works on four times as many positions. In large
# networks that is too much. There one strides, blurs before striding (see *Go further*) and trains on shifted
# copies. And indifference to position has a price of its own: a reader of maps, for which north matters, should not
# have it.
#
# ## 6. It runs, so it must be right
#
# A colleague's pipeline tells 16 × 16 patches of scikit-learn's two sample photos apart, `china.jpg` and `flower.jpg` (by
# danielbuechele and vultilion, CC BY 2.0): patches from the left half of each train, those from the right half test. It
# reports 94 %, and nobody complains. A reviewer asks two questions: why does the training loss stay
# above 0.31, however long one trains, and why does the same patch get another probability on each call?


# %% locked="patches"
def patches(photo: np.ndarray, size: int = 16) -> np.ndarray:
    """Cut a photo (H, W, 3) into whole tiles, shape (rows, columns, size, size, 3)."""
    rows, columns = photo.shape[0] // size, photo.shape[1] // size
    tiles = photo[: rows * size, : columns * size].reshape(rows, size, columns, size, 3)
    return tiles.swapaxes(1, 2)


tiles = np.stack([patches(photo) for photo in load_sample_images().images])
P_train, P_test = (half.reshape(-1, 16, 16, 3) for half in (tiles[:, :, :20], tiles[:, :, 20:]))
c_train = c_test = torch.tensor([0, 1]).repeat_interleave(len(P_train) // 2)


def build_patch_net() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(),
        nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Dropout(0.5), nn.Linear(16, 2),
    )  # fmt: skip


def run_pipeline(
    to_batch, train_step, predict_proba, epochs: int = 4
) -> tuple[nn.Module, float, float]:
    """Train on the patches; return the model, the last epoch's mean loss and the test accuracy."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = build_patch_net()
        optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
        x = to_batch(P_train)
        for _ in range(epochs):
            losses = [
                train_step(model, optimizer, x[b], c_train[b])
                for b in torch.randperm(len(x)).split(64)
            ]
        right = predict_proba(model, to_batch(P_test)).argmax(1) == c_test
    return model, float(np.mean(losses)), float(right.float().mean())


# %%
def broken_to_batch(images: np.ndarray) -> torch.Tensor:
    n, height, width, channels = images.shape
    return torch.tensor(images.reshape(n, channels, height, width)).float() / 255


def broken_train_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor
) -> float:
    probabilities = model(x).softmax(dim=1)
    loss = F.cross_entropy(probabilities, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def broken_predict_proba(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        return model(x).softmax(dim=1)


broken_model, broken_loss, broken_accuracy = run_pipeline(
    broken_to_batch, broken_train_step, broken_predict_proba
)
print(f"test accuracy {broken_accuracy:.3f}, last training loss {broken_loss:.3f}")
with torch.random.fork_rng(devices=[]):
    torch.manual_seed(0)
    for call in (1, 2):
        flower = broken_predict_proba(broken_model, broken_to_batch(P_test[:1]))[0, 1]
        print(f"call {call}: P(flower) of the first test patch {flower:.3f}")

# %% [markdown]
# The first thing to do with any image pipeline: **look at what the network is fed**. Beside the patch, the three
# channels that `broken_to_batch` makes of it. **Predict** what channel 0 should show, then run.

# %%
sample = tiles[1, 9, 16]
fed = broken_to_batch(sample[None])[0]
fig, axes = plt.subplots(1, 4, figsize=(9.5, 2.7), layout="constrained")
axes[0].imshow(sample)
axes[0].set(title="the patch", xlabel="column (px)", ylabel="row (px)")
for channel, ax in enumerate(axes[1:]):
    ax.imshow(fed[channel].numpy(), cmap="gray", vmin=0, vmax=1)
    ax.set(title=f"channel {channel} as fed", xlabel="column (px)")
plt.show()

# %% [markdown]
# Channel 0 should be the red light of the whole patch: bright and nearly even. Instead each "channel" holds a third of the
# rows, with the red, green and blue of every pixel side by side, hence the stripes. `reshape` never moves a value in
# memory; it only counts differently. The network learnt from the stripes all the same, which is why nobody noticed.
#
# ### Exercise 6 · Mend the pipeline ●●○ · 10 minutes
#
# Three functions, at least one fault in each. Write them right:
#
# - `to_batch(images)`: `uint8` array $(N, H, W, 3)$, channels last, to a `float32` tensor $(N, 3, H, W)$ with values from 0 to 1.
#   Height and width may differ.
# - `train_step(model, optimizer, x, y)`: one step in training mode on the cross-entropy of the model's logits. Returns the
#   batch's mean loss before the step as a `float`. Gradients left over from earlier must not count.
# - `predict_proba(model, x)`: class probabilities, shape $(N, K)$, in evaluation mode and without a gradient, whatever
#   mode the model comes in. The model gives logits. An image's probabilities must not depend on which
#   others are in the batch, nor on chance, and predicting must not change the model's parameters or running
#   statistics. In which mode it leaves the model is up to you.
#
# <details><summary>Hint 1</summary>
#
# The loss's floor: with two classes and probabilities taken for logits, the most confident right answer costs
# $\ln(1 + e^{-1}) = 0.313$. Where do probabilities belong, and where not?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `permute(0, 3, 1, 2)` moves axes. Warm-up question 3 names the other fault; it has a counterpart in
# `train_step`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `model.train()` at the start of `train_step`, and `F.cross_entropy(model(x), y)`. `model.eval()` at the start of
# `predict_proba`; its softmax may stay.
#
# </details>


# %% solution="mended_pipeline"
def to_batch(images: np.ndarray) -> torch.Tensor:
    """Turn uint8 images (N, H, W, 3) into a float32 tensor (N, 3, H, W) from 0 to 1.

    >>> to_batch(np.full((1, 2, 2, 3), 255, dtype=np.uint8)).shape
    torch.Size([1, 3, 2, 2])
    """
    ### BEGIN SOLUTION
    return torch.tensor(images).permute(0, 3, 1, 2).float() / 255
    ### END SOLUTION


def train_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor
) -> float:
    """Take one optimisation step in training mode; return the mean loss before it."""
    ### BEGIN SOLUTION
    model.train()
    loss = F.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION


def predict_proba(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return class probabilities (N, K) in evaluation mode."""
    ### BEGIN SOLUTION
    model.eval()
    with torch.no_grad():
        return model(x).softmax(dim=1)
    ### END SOLUTION


# %% tests="mended_pipeline" name="layout" points=1
_images = np.zeros((1, 2, 2, 3), dtype=np.uint8)
_images[0, :, :, 0] = 255
_got = returned(to_batch(_images), "to_batch", "a float32 tensor")
assert torch.is_tensor(_got) and _got.dtype == torch.float32, (
    f"expected a float32 tensor, got {getattr(_got, 'dtype', type(_got))}."
)
assert tuple(_got.shape) == (1, 3, 2, 2), f"expected shape (1, 3, 2, 2), got {tuple(_got.shape)}."
assert np.allclose(to_array(_got)[0, 0], 1.0) and np.allclose(to_array(_got)[0, 1:], 0.0), (
    f"a pure red image must be 1 in channel 0 and 0 in the others, got\n{to_array(_got)[0]}: move "
    "the axis, do not reshape."
)
### BEGIN HIDDEN TESTS
_images = np.random.default_rng(7).integers(0, 256, size=(3, 5, 4, 3), dtype=np.uint8)
_got = returned(to_batch(_images.copy()), "to_batch", "a float32 tensor")
assert tuple(_got.shape) == (3, 3, 5, 4), (
    f"images of 5×4 pixels: expected shape (3, 3, 5, 4), got {tuple(_got.shape)}."
)
_want = np.moveaxis(_images, 3, 1) / 255.0
assert np.allclose(to_array(_got), _want, atol=1e-6), (
    "pixel (n, row, column, channel) must become value (n, channel, row, column), divided by 255: "
    "are rows and columns in their order?"
)
### END HIDDEN TESTS

# %% tests="mended_pipeline" name="training_step" points=2
_x = torch.tensor([[1.0, 0.0], [0.0, 2.0]])
_y = torch.tensor([0, 1])
_model = nn.Linear(2, 2, bias=False)
with torch.no_grad():
    _model.weight.copy_(torch.tensor([[3.0, 0.0], [0.0, 3.0]]))
_got = train_step(_model, torch.optim.SGD(_model.parameters(), lr=0.1), _x, _y)
_got = returned(_got, "train_step", "the loss, a float")
assert not torch.is_tensor(_got), (
    "the loss is still a tensor, which keeps the whole graph alive: return a float, loss.item()."
)
_want = float(np.mean([np.log1p(np.exp(-3.0)), np.log1p(np.exp(-6.0))]))
assert abs(float(_got) - _want) < 1e-5, (
    f"for logits (3, 0) and (0, 6), both classes right, the loss is {_want:.4f}, got "
    f"{float(_got):.4f}: "
    "cross_entropy wants logits, and the loss is that before the step."
)
### BEGIN HIDDEN TESTS
_rng = np.random.default_rng(8)
_x = torch.tensor(_rng.normal(size=(6, 4)), dtype=torch.float32)
_y = torch.tensor([0, 1, 2, 0, 1, 2])
_start = torch.tensor(_rng.normal(size=(3, 4)), dtype=torch.float32)
_weight = _start.clone().requires_grad_()
_want_loss = F.cross_entropy(_x @ _weight.T, _y)
_want_loss.backward()
_model = nn.Linear(4, 3, bias=False)
with torch.no_grad():
    _model.weight.copy_(_start)
_model.weight.grad = torch.ones(3, 4)
_optimizer = torch.optim.SGD(_model.parameters(), lr=0.5)
_got = returned(train_step(_model, _optimizer, _x, _y), "train_step", "the loss, a float")
assert abs(float(_got) - float(_want_loss.detach())) < 1e-5, (
    "the loss must be the cross-entropy of the logits before the step."
)
assert np.allclose(to_array(_model.weight), to_array(_start - 0.5 * _weight.grad), atol=1e-5), (
    "after one step of SGD the weights are not start - lr · gradient of the cross-entropy of the "
    "logits: "
    "clear old gradients, go backward once, step once."
)
_net = build_patch_net().eval()
_x = torch.rand(8, 3, 16, 16, generator=torch.Generator().manual_seed(0))
_got = train_step(_net, torch.optim.SGD(_net.parameters(), lr=0.0), _x, torch.zeros(8).long())
assert int(_net[1].num_batches_tracked) == 1, (
    "a model that came in evaluation mode was trained in it: batch normalisation saw no batch. "
    "Call model.train()."
)
### END HIDDEN TESTS

# %% locked="probabilities_of"
def probabilities_of(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return the class probabilities of the images `x` by `predict_proba`."""
    kind = f"probabilities of shape (N, K), here N = {len(x)}"
    return returned(predict_proba(model, x), "predict_proba", kind)


# %% tests="mended_pipeline" name="prediction" points=2
_net = build_patch_net()
_net.train()
_x = torch.rand(6, 3, 16, 16, generator=torch.Generator().manual_seed(1))
_before = {_k: _v.clone() for _k, _v in _net.state_dict().items()}
_got = probabilities_of(_net, _x)
assert tuple(_got.shape) == (6, 2), (
    f"six images and two classes: expected shape (6, 2), got {tuple(_got.shape)}."
)
assert not _got.requires_grad, "the probabilities carry a gradient: predict under torch.no_grad()."
assert np.allclose(to_array(_got).sum(1), 1.0, atol=1e-5), (
    f"each row must sum to 1, got {to_array(_got).sum(1)}: softmax over classes."
)
assert np.allclose(to_array(probabilities_of(_net, _x)), to_array(_got), atol=1e-6), (
    "two calls on the same images differ: dropout is still at work. Which mode is the model in?"
)
### BEGIN HIDDEN TESTS
_net.train()
_alone = np.concatenate([to_array(probabilities_of(_net, _x[_i : _i + 1])) for _i in range(6)])
assert np.allclose(_alone, to_array(_got), atol=1e-5), (
    "an image alone and in a batch gets different probabilities: batch normalisation must use its "
    "running statistics, so call eval()."
)
assert all(torch.equal(_before[_k], _v) for _k, _v in _net.state_dict().items()), (
    "predicting changed the model's state: in training mode every batch updates the running "
    "statistics."
)
_net.eval()
with torch.no_grad():
    _want = _net(_x).softmax(1)
assert np.allclose(to_array(_got), to_array(_want), atol=1e-5), (
    "the probabilities must be the softmax of the logits, once, over the classes."
)
### END HIDDEN TESTS

# %%
mended_model, mended_loss, mended_accuracy = run_pipeline(to_batch, train_step, predict_proba)
print(f"broken: test accuracy {broken_accuracy:.3f}, last training loss {broken_loss:.3f}")
print(f"mended: test accuracy {mended_accuracy:.3f}, last training loss {mended_loss:.3f}")

# %% [markdown]
# The share of errors falls by more than half. None of the faults raised an error, and 94 % looked respectable:
# **a good number does not prove a right pipeline.** Looking at the tensors does, and so do tests like those above.
#
# ## 7. What the filters see
#
# Here are your network's first filters, blue for negative and red for positive weights, and what each makes
# of one digit. None is a Sobel kernel, but look for those that are red on one side and blue on the other.

# %%
first = next(module for module in cnn.modules() if isinstance(module, nn.Conv2d))
with torch.no_grad():
    kernels, maps = (
        first.weight.detach()[:8, 0].numpy(),
        torch.relu(first(X_val[1:2]))[0, :8].numpy(),
    )
fig, axes = plt.subplots(2, 9, figsize=(9.5, 2.6), layout="constrained")
axes[0, 0].axis("off")
axes[1, 0].imshow(X_val[1, 0].numpy(), cmap="gray_r")
axes[1, 0].set_title("the digit", fontsize=9)
for column, (weights_shown, feature_map) in enumerate(zip(kernels, maps), start=1):
    limit = np.abs(weights_shown).max()
    axes[0, column].imshow(weights_shown, cmap="RdBu_r", vmin=-limit, vmax=limit)
    axes[0, column].set_title(f"filter {column - 1}", fontsize=9)
    axes[1, column].imshow(feature_map, cmap="magma")
for ax in axes.flat:
    ax.set(xticks=[], yticks=[])
fig.suptitle("Eight learnt filters (top) and where on the digit they respond (bottom)")
plt.show()

# %% [markdown]
# Filters of deeper layers cannot be read like this: they have many channels. A method that works for any classifier,
# from outside, is **occlusion**: cover a small square of the image, ask again, and note how much of the class's
# probability was lost. Slide the square over the image, and the losses make a map:
#
# $$m_{ij} = P(c \mid x) - P(c \mid x \text{ with the } k \times k \text{ square at } (i, j) \text{ covered}).$$
#
# A large $m_{ij}$ says that the answer rests on this place. A negative one says that what is there speaks *against*
# the class $c$. **Predict**: what are the values where the canvas is empty and the cover is empty too?
#
# <details><summary>Answer</summary>
#
# Zero: covering nothing with nothing changes nothing.
#
# </details>
#
# ### Exercise 7 · An occlusion map ●●● · 12 minutes
#
# Write `occlusion_map(model, image, label, size=3, fill=0.0)`.
#
# - `model` maps $(N, 1, H, W)$ to logits $(N, K)$; `image` is a `float32` tensor $(H, W)$, not always square;
#   `label` is the class $c$.
# - The covering square has `size` × `size` pixels with the value `fill`. Its top left corner takes every place at which the
#   square lies wholly in the image, so the result, an array or tensor of floats, has shape
#   $(H - \text{size} + 1, W - \text{size} + 1)$.
# - The model is used in evaluation mode, whatever mode it comes in, and without gradients. The image stays as it
#   was.
#
# <details><summary>Hint 1</summary>
#
# Covered image number one, two, three: each starts from a *fresh copy* of the image. What does `b = a` copy?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `image.clone()` copies. A square at $(i, j)$ is `covered[i : i + size, j : j + size] = fill`. A model wants four axes:
# `covered[None, None]` has them. The softmax turns logits into probabilities.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Collect all covered images in a list, `torch.stack(...)[:, None]` makes one batch, one call gives all the probabilities of
# class `label`. Subtract them from that of the uncovered image and reshape to the map.
#
# </details>


# %% solution="occlusion_map"
def occlusion_map(
    model: nn.Module, image: torch.Tensor, label: int, size: int = 3, fill: float = 0.0
) -> np.ndarray:
    """Return the loss of P(label) at each place of the square, (H - size + 1, W - size + 1).

    >>> occlusion_map(cnn, X_val[0, 0], label=int(y_val[0])).shape
    (14, 14)
    """
    ### BEGIN SOLUTION
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    batch = image.repeat(rows * columns + 1, 1, 1)
    for n, (i, j) in enumerate(np.ndindex(rows, columns)):
        batch[n, i : i + size, j : j + size] = fill
    model.eval()
    with torch.no_grad():
        probabilities = model(batch[:, None]).softmax(dim=1)[:, label]
    return (probabilities[-1] - probabilities[:-1]).reshape(rows, columns).numpy()
    ### END SOLUTION


# %% tests="occlusion_map" name="one_pixel_matters" points=2
class _PixelModel(nn.Module):
    """Logit 1 is three times the pixel (1, 2); logits 0 and 2 are zero."""

    def forward(self, x):
        return 3 * x[:, 0, 1, 2][:, None] * torch.tensor([0.0, 1.0, 0.0])


_image = torch.ones(4, 5)
_got = array_from(occlusion_map(_PixelModel(), _image, label=1, size=2), "occlusion_map", (3, 4))
_drop = np.exp(3) / (np.exp(3) + 2) - 1 / 3
_want = np.zeros((3, 4))
_want[0:2, 1:3] = _drop
assert _got.shape == (3, 4), f"a 2×2 square has 3×4 places on a 4×5 image, got shape {_got.shape}."
assert np.allclose(_got, _want, atol=1e-5), (
    f"only the pixel (1, 2) counts, so the four squares that cover it cost {_drop:.3f} of P(1), "
    "others nothing. Expected\n"
    f"{_want.round(3)}, got\n{_got.round(3)}: probabilities, not logits; before minus after; a "
    "fresh copy for each square."
)
assert bool((_image == 1).all()), "occlusion_map changed the image it was given: cover a copy."
### BEGIN HIDDEN TESTS
for _label in (0, 2):
    _got = occlusion_map(_PixelModel(), torch.ones(4, 5), label=_label, size=2)
    _got = array_from(_got, "occlusion_map", (3, 4))
    _want = np.zeros((3, 4))
    _want[0:2, 1:3] = 1 / (np.exp(3) + 2) - 1 / 3
    assert _got.shape == (3, 4) and np.allclose(_got, _want, atol=1e-5), (
        f"for label {_label}, which that pixel speaks against, covering it must give "
        f"{_want.min():.3f}: "
        "the map is of P(label), and it may be negative."
    )
### END HIDDEN TESTS

# %% tests="occlusion_map" name="any_model_size_fill" points=2
with torch.random.fork_rng(devices=[]):
    torch.manual_seed(3)
    _model = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.AdaptiveMaxPool2d(1),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(4, 3),
    )
_model.train()
_image = torch.rand(6, 8, generator=torch.Generator().manual_seed(4))
_got = array_from(occlusion_map(_model, _image, label=2), "occlusion_map", (4, 6))
assert _got.shape == (4, 6), (
    f"with the default size 3 a 6×8 image has 4×6 places, got shape {_got.shape}."
)
_model.train()
_again = array_from(occlusion_map(_model, _image, label=2), "occlusion_map", (4, 6))
assert np.allclose(_got, _again, atol=1e-6), (
    "two calls give two maps: use the model in evaluation mode, or dropout adds noise."
)


### BEGIN HIDDEN TESTS
def _p(image, label):
    _model.eval()
    with torch.no_grad():
        return float(F.softmax(_model(image.reshape(1, 1, *image.shape)), dim=1)[0, label])


for _size, _fill, _label in [(3, 0.0, 2), (2, 0.5, 0), (1, -1.0, 1), (6, 1.0, 2), (4, 2.0, 0)]:
    _want = np.zeros((6 - _size + 1, 8 - _size + 1))
    for _i, _j in np.ndindex(_want.shape):
        _covered = _image.clone()
        _covered[_i : _i + _size, _j : _j + _size] = _fill
        _want[_i, _j] = _p(_image, _label) - _p(_covered, _label)
    _model.train()
    _got = occlusion_map(_model, _image.clone(), label=_label, size=_size, fill=_fill)
    _got = array_from(_got, "occlusion_map", _want.shape)
    assert _got.shape == _want.shape, (
        f"size {_size}: expected shape {_want.shape}, got {_got.shape}."
    )
    assert np.allclose(_got, _want, atol=1e-5), (
        f"size {_size}, fill {_fill}, label {_label}: the map differs: each place covers size × "
        "size pixels of a fresh copy with "
        "fill, and the value is P(label) before minus after, in evaluation mode."
    )
### END HIDDEN TESTS

# %% [markdown]
# Now ask your network on what its answers rest.

# %%
chosen = [
    next(i for i in range(len(y_val)) if y_val[i] == digit_class) for digit_class in (0, 3, 4, 7)
]
fig, axes = plt.subplots(2, 4, figsize=(9.5, 5), layout="constrained")
for (above, below), i in zip(axes.T, chosen):
    lost = occlusion_map(cnn, X_val[i, 0], int(y_val[i]))
    above.imshow(X_val[i, 0].numpy(), cmap="gray_r")
    shown = below.imshow(lost, cmap="RdBu_r", vmin=-1, vmax=1, extent=(0.5, 14.5, 14.5, 0.5))
    top, left = np.unravel_index(np.argmax(lost), lost.shape)
    above.add_patch(
        Rectangle((left - 0.5, top - 0.5), 3, 3, fill=False, edgecolor="#D55E00", linewidth=2)
    )
    above.set(
        title=f"a {int(y_val[i])}",
        xlim=(-0.5, 15.5),
        ylim=(15.5, -0.5),
        xticks=PIXEL_TICKS,
        yticks=PIXEL_TICKS,
    )
    below.set(
        xlabel="column (px)",
        xlim=(-0.5, 15.5),
        ylim=(15.5, -0.5),
        xticks=PIXEL_TICKS,
        yticks=PIXEL_TICKS,
    )
axes[0, 0].set_ylabel("row (px)")
axes[1, 0].set_ylabel("row of the square's middle (px)")
fig.colorbar(shown, ax=axes, label="probability lost", shrink=0.6)
fig.suptitle("Covering 3 × 3 pixels costs the answer most at the orange square")
plt.show()

# %% [markdown]
# The answer rests on the strokes, as it should, and some digits hang on one small part: cover it, and the answer is
# gone. In practice this map is how one finds out that a classifier of X-rays reads the hospital's
# stamp. Two cautions: an occluded image is one the network has never seen, and a map explains one answer,
# not the model.
#
# ## What you can do now
#
# - [x] **Compute a convolution layer and max pooling by hand**: to port a model, to read a kernel in other software, to
#   find out which of two frameworks flips.
# - [x] **Work out output sizes, parameters and receptive fields**: the sums behind every "shape mismatch", and the first
#   question when a detector misses large objects.
# - [x] **Design a classifier indifferent to position**, and say why it is: stride 1, shared weights, a global maximum.
# - [x] **Mend a pipeline that runs and is wrong**: layout, logits, modes are the three usual suspects.
# - [x] **Map what an answer rests on**: before a model is released, and when it fails.
#
# ## Go further
#
# - Vincent Dumoulin and Francesco Visin, [*A guide to convolution arithmetic for deep learning*](https://arxiv.org/abs/1603.07285):
#   the drawings of stride, padding and dilation that everyone has in mind.
# - Richard Zhang, [*Making Convolutional Networks Shift-Invariant Again*](https://arxiv.org/abs/1904.11486): the zigzag of section 5
#   in large networks, and how blurring before striding tames it.
# - Matthew Zeiler and Rob Fergus, [*Visualizing and Understanding Convolutional Networks*](https://arxiv.org/abs/1311.2901): the
#   paper that introduced occlusion maps, with what deep filters see.
# - PyTorch, [`Conv2d`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html): dilation and groups, which this lesson left out.
