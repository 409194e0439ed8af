package dev.belay.rollback.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "version_content")
class VersionContentRow {

    @Id
    String digest;

    String content;
}
