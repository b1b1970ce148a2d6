"""Covers the image itself, so that the squares pile up and the caller's image is ruined."""


# fails: occlusion_map-one_pixel_matters, occlusion_map-any_model_size_fill
# %% solution="occlusion_map"
def occlusion_map(model, image, label, size=3, fill=0.0):
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    model.eval()
    result = np.zeros((rows, columns))
    with torch.no_grad():
        before = model(image[None, None]).softmax(dim=1)[0, label].item()
        for i in range(rows):
            for j in range(columns):
                covered = image
                covered[i : i + size, j : j + size] = fill
                result[i, j] = before - model(covered[None, None]).softmax(dim=1)[0, label].item()
    return result
