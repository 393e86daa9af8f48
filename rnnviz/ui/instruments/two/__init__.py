"""Two at once: two networks on one review, two reviews in one network, or two epochs of a training."""
