package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.tenant.Rotation;

/**
 * A key just rotated.
 *
 * @param successor the new key, shown this once
 * @param retiring the old one, with the end of its life
 */
@Schema(name = "RotatedKey")
record RotatedKeyView(IssuedKeyView successor, KeyView retiring) {

    static RotatedKeyView of(Rotation.Rotated rotated) {
        return new RotatedKeyView(IssuedKeyView.of(rotated.successor()), KeyView.of(rotated.retiring()));
    }
}
